package org.zhiyuan.activity;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.files.Files;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.team.Families;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * What may be shown of people and pictures to somebody whose own rights do not reach them: masked names of those who lead
 * or come, and photos that stand on a public page. Called outside of any transaction, for what the caller was already
 * allowed to see the rest of.
 */
@Component
public class Faces {
    private static final int BATCH = 100;

    private final People people;
    private final Volunteers volunteers;
    private final Families families;
    private final Files files;
    private final TransactionOperations transactions;

    Faces(People people, Volunteers volunteers, Families families, Files files, TransactionOperations transactions) {
        this.people = people;
        this.volunteers = volunteers;
        this.families = families;
        this.files = files;
        this.transactions = transactions;
    }

    /** Masked, by person. */
    public Map<PersonId, String> names(Collection<PersonId> those) {
        Map<PersonId, String> names = new HashMap<>();
        List<PersonId> all = those.stream().distinct().toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<PersonId> some = all.subList(from, Math.min(all.size(), from + BATCH));
            names.putAll(asSystem(() -> people.names(some)));
        }
        return names;
    }

    /** The volunteers' numbers, which lead to nobody. */
    public Map<VolunteerId, String> numbers(List<SignUp> signUps) {
        List<VolunteerId> ids = signUps.stream().map(SignUp::volunteer).toList();
        Map<VolunteerId, String> numbers = new HashMap<>();
        asSystem(() -> volunteers.all(ids))
                .forEach((id, found) -> numbers.put(id, found.number().value()));
        return numbers;
    }

    /** Those who serve together with the actor, himself left out: masked names, by volunteer. */
    public Map<VolunteerId, String> family(Volunteer own) {
        List<VolunteerId> others = families.together(own.id());
        if (others.isEmpty()) {
            return Map.of();
        }
        Map<VolunteerId, Volunteer> known = asSystem(() -> volunteers.all(others));
        Map<PersonId, String> names =
                names(known.values().stream().map(Volunteer::person).toList());
        Map<VolunteerId, String> family = new LinkedHashMap<>();
        others.forEach(one -> {
            Volunteer found = known.get(one);
            if (found != null) {
                family.put(
                        one, names.getOrDefault(found.person(), found.number().value()));
            }
        });
        return family;
    }

    /** A photo of an activity that the caller was allowed to see. */
    public byte[] photo(UUID file) {
        return asSystem(() -> files.content(file));
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
