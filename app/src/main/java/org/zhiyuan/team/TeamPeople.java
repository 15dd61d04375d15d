package org.zhiyuan.team;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.access.PhoneProofs;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/**
 * What must be asked about the people of a team by somebody who may see none of their records: masked names, whether
 * somebody is of age, a number that was given by word of mouth. Called outside of any transaction, and only for what a page
 * of the team has already been opened for.
 */
@Component
public class TeamPeople {
    /** As many as a roster on paper can hold together; a larger team prints page by page. */
    public static final int ROSTER_MAX = 200;

    private static final String NUMBER_TRIED = "team-number";

    private final Memberships memberships;
    private final Volunteers volunteers;
    private final People people;
    private final TeamRules rules;
    private final PhoneProofs proofs;
    private final TransactionOperations transactions;

    TeamPeople(
            Memberships memberships,
            Volunteers volunteers,
            People people,
            TeamRules rules,
            PhoneProofs proofs,
            TransactionOperations transactions) {
        this.memberships = memberships;
        this.volunteers = volunteers;
        this.people = people;
        this.rules = rules;
        this.proofs = proofs;
        this.transactions = transactions;
    }

    /**
     * A member in a list.
     *
     * @param name masked
     */
    public record Listed(Membership membership, String number, String name) {}

    /** Masked names, by person; nobody's full name. */
    public Map<PersonId, String> names(Collection<PersonId> asked) {
        List<PersonId> distinct = asked.stream().distinct().toList();
        Map<PersonId, String> names = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += Slice.SIZE_MAX) {
            List<PersonId> some = distinct.subList(from, Math.min(distinct.size(), from + Slice.SIZE_MAX));
            names.putAll(asSystem(null, () -> people.names(some)));
        }
        return names;
    }

    /** Those of a team who stand so, with masked names; asked by whoever may see the team's members. */
    public Slice<Listed> in(TeamId team, MembershipState state, int page, int size) {
        Slice<Membership> seen = memberships.in(team, state, page, size);
        Map<PersonId, String> names =
                names(seen.rows().stream().map(Membership::person).toList());
        Map<VolunteerId, String> numbers = numbers(seen.rows());
        return seen.map(row ->
                new Listed(row, numbers.getOrDefault(row.volunteer(), ""), names.getOrDefault(row.person(), "")));
    }

    private Map<VolunteerId, String> numbers(Collection<Membership> rows) {
        List<VolunteerId> ids = rows.stream().map(Membership::volunteer).toList();
        Map<VolunteerId, String> numbers = new HashMap<>();
        asSystem(null, () -> volunteers.all(ids))
                .forEach((id, found) -> numbers.put(id, found.number().value()));
        return numbers;
    }

    /**
     * Full names for a printed roster: every one of them is a look that the member can read, and one of the day's budget.
     * Children's names stay masked.
     */
    public Map<PersonId, String> fullNames(Actor actor, Collection<PersonId> members, String reason) {
        return asSystem(actor.account(), () -> people.fullNames(actor, members, reason));
    }

    /** Somebody who may lead, or a refusal that says why not. */
    public Candidate candidate(VolunteerId volunteer) {
        return asSystem(null, () -> {
            Volunteer found = volunteers.get(volunteer);
            return Candidate.of(found, people.years(found.person()), rules.captainYears());
        });
    }

    /** Whose number this is; tried so often that nobody can look through numbers. */
    public Volunteer numbered(Actor actor, String typed) {
        Optional<VolunteerNumber> number = VolunteerNumber.typed(typed);
        if (number.isEmpty()) {
            throw new Refusal(Text.of("编号不对：两个字母加 11 个数字，最后一位是校验"), Text.of("请本人打开“我是志愿者”照着念"));
        }
        proofs.spend(NUMBER_TRIED, Objects.requireNonNull(actor.account()).toString(), actor.origin())
                .orRefuse();
        return asSystem(
                        null,
                        () -> volunteers.numbered(number.get()).stream()
                                .map(Volunteers.Listed::volunteer)
                                .filter(found -> found.state().counted())
                                .findFirst())
                .orElseThrow(() -> new Refusal(Text.of("没有这个编号的志愿者，或现在不能加入队伍")));
    }

    /** @param account whose budget is spent; null where none is */
    private <T> T asSystem(@Nullable UUID account, Supplier<T> work) {
        Scope all = new Scope(true, java.util.Set.of(), java.util.Set.of(), null, account, true);
        return Acting.as(Acting.actor(), all, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
