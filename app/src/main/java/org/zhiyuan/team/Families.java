package org.zhiyuan.team;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Guardianship;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Families who serve together, so that activities can seat them together. No team: a family has no captain of age, no place
 * that answers for it, no page for others, and nobody to approve it. Adults belong by their own word, a child by the word of
 * the guardian who agreed for it. Each row is one person's own, so what concerns two is done here as the system, outside of
 * any transaction; every act may be repeated without a second effect.
 */
@Component
public class Families {
    /** Grandparents, parents, children. */
    static final int FAMILY_MAX = 12;

    private static final Duration ANSWER_WITHIN = Duration.ofDays(14);

    private final FamilyStore store;
    private final Volunteers volunteers;
    private final TeamPeople people;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Families(
            FamilyStore store,
            Volunteers volunteers,
            TeamPeople people,
            Audit audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.volunteers = volunteers;
        this.people = people;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public enum Word {
        SELF,
        GUARDIAN
    }

    /**
     * @param word whose word it is by that he belongs; null while he was only asked
     * @param due until when the asking stands; null once it was answered
     */
    record Kin(
            UUID id,
            UUID family,
            VolunteerId volunteer,
            PersonId person,
            @Nullable VolunteerId asker,
            @Nullable Word word,
            @Nullable Instant due) {}

    /**
     * One of a family, as the others see him.
     *
     * @param name masked
     * @param self whether it is the actor
     * @param ward whether the actor may take him out, as his guardian
     */
    public record Relative(
            UUID id,
            String number,
            String name,
            @Nullable Word word,
            @Nullable Instant due,
            boolean self,
            boolean ward) {}

    /**
     * What somebody has to do with families.
     *
     * @param family empty where he has none
     * @param asked families that he was asked into; shown is who asked
     */
    public record Mine(List<Relative> family, List<Relative> asked) {}

    /** Who serves together with this volunteer, himself left out; for rooms that seat people. */
    public List<VolunteerId> together(VolunteerId volunteer) {
        return asSystem(() -> store.of(volunteer.value()).stream()
                .filter(kin -> kin.word() != null)
                .findFirst()
                .map(kin -> store.family(kin.family()).stream()
                        .filter(other -> other.word() != null)
                        .map(Kin::volunteer)
                        .filter(other -> !other.equals(volunteer))
                        .toList())
                .orElse(List.of()));
    }

    public Mine mine(Actor actor) {
        Volunteer own = own(actor);
        List<Kin> all = asSystem(() -> store.of(own.id().value()));
        List<Relative> family = all.stream()
                .filter(kin -> kin.word() != null)
                .findFirst()
                .map(kin -> shown(own, asSystem(() -> store.family(kin.family()))))
                .orElse(List.of());
        List<Relative> asked = all.stream()
                .filter(kin -> kin.word() == null)
                .flatMap(kin -> asker(kin).stream())
                .toList();
        return new Mine(family, asked);
    }

    private Volunteer own(Actor actor) {
        return asSystem(() -> volunteers.own(actor))
                .orElseThrow(() -> new Refusal(Text.of("您还不是志愿者"), Text.of("请先登记，几分钟就好")));
    }

    private List<Relative> shown(Volunteer own, List<Kin> family) {
        Map<PersonId, String> names =
                people.names(family.stream().map(Kin::person).toList());
        return family.stream()
                .map(kin -> new Relative(
                        kin.id(),
                        number(kin.volunteer()),
                        names.getOrDefault(kin.person(), ""),
                        kin.word(),
                        kin.due(),
                        kin.volunteer().equals(own.id()),
                        kin.word() == Word.GUARDIAN && ward(own, kin.volunteer())))
                .toList();
    }

    private Optional<Relative> asker(Kin kin) {
        VolunteerId asker = kin.asker();
        if (asker == null) {
            return Optional.empty();
        }
        PersonId person = asSystem(() -> volunteers.get(asker)).person();
        String name = people.names(List.of(person)).getOrDefault(person, "");
        return Optional.of(new Relative(kin.id(), number(asker), name, null, kin.due(), false, false));
    }

    private String number(VolunteerId id) {
        return asSystem(() -> volunteers.get(id)).number().value();
    }

    private boolean ward(Volunteer guardian, VolunteerId child) {
        return asSystem(() -> volunteers.guardianship(child))
                .map(Guardianship::guardian)
                .map(guardian.person()::equals)
                .orElse(false);
    }

    /** Asks another volunteer into one's family; a child for whom one agreed belongs at once. */
    public void ask(Actor actor, String number) {
        Volunteer own = own(actor);
        Volunteer other = people.numbered(actor, number);
        if (own.id().equals(other.id())) {
            throw new Refusal(Text.of("这是您自己的编号"));
        }
        boolean ward = ward(own, other.id());
        asSystem(() -> {
            Instant now = clock.instant();
            if (store.of(other.id().value()).stream().anyMatch(kin -> kin.word() != null)) {
                throw new Refusal(Text.of("对方已经和家人一起了"), Text.of("请对方先退出原来的家庭"));
            }
            UUID family = store.of(own.id().value()).stream()
                    .filter(kin -> kin.word() != null)
                    .findFirst()
                    .map(Kin::family)
                    .orElseGet(() -> begun(own, now));
            List<Kin> there = store.family(family);
            if (there.size() >= FAMILY_MAX) {
                throw new Refusal(Text.of("一个家庭最多 {0} 人", FAMILY_MAX));
            }
            if (there.stream().noneMatch(kin -> kin.volunteer().equals(other.id()))) {
                Kin kin = new Kin(
                        Ids.next(clock),
                        family,
                        other.id(),
                        other.person(),
                        own.id(),
                        ward ? Word.GUARDIAN : null,
                        ward ? null : now.plus(ANSWER_WITHIN));
                store.add(kin, ward ? now : null);
                record("team.family_asked", Text.of("请家人一起做志愿者"), other);
            }
            return family;
        });
    }

    private UUID begun(Volunteer own, Instant now) {
        UUID family = Ids.next(clock);
        store.add(new Kin(Ids.next(clock), family, own.id(), own.person(), null, Word.SELF, null), now);
        return family;
    }

    /** The actor was asked, and says yes. */
    public void accept(Actor actor, String kin) {
        Volunteer own = own(actor);
        asSystem(() -> {
            Kin asked = mine(own, kin);
            if (asked.word() == null && store.of(own.id().value()).stream().anyMatch(other -> other.word() != null)) {
                throw new Refusal(Text.of("您已经和家人一起了"), Text.of("请先退出原来的家庭"));
            }
            if (asked.word() == null && !store.say(asked.id(), Word.SELF, clock.instant())) {
                throw new Refusal(Text.of("邀请已经过期或撤回"), Text.of("请家人再邀请一次"));
            }
            record("team.family_joined", Text.of("和家人一起做志愿者"), own);
            return asked;
        });
    }

    /** Says no, or leaves, or takes out a child for whom one agreed: at once, and nobody asks why. */
    public void leave(Actor actor, String kin) {
        Volunteer own = own(actor);
        asSystem(() -> {
            Optional<Kin> found = store.lock(parsed(kin));
            found.ifPresent(leaving -> {
                if (!leaving.volunteer().equals(own.id()) && !ward(own, leaving)) {
                    throw new Absent("kin " + kin);
                }
                store.leave(leaving.id(), clock.instant());
                List<Kin> left = store.family(leaving.family());
                if (left.size() == 1) {
                    // one alone is no family
                    store.leave(left.getFirst().id(), clock.instant());
                }
                record("team.family_left", Text.of("不再和家人一起"), own);
            });
            return own;
        });
    }

    private boolean ward(Volunteer guardian, Kin kin) {
        return volunteers
                .guardianship(kin.volunteer())
                .map(Guardianship::guardian)
                .map(guardian.person()::equals)
                .orElse(false);
    }

    private Kin mine(Volunteer own, String kin) {
        return store.lock(parsed(kin))
                .filter(found -> found.volunteer().equals(own.id()))
                .orElseThrow(() -> new Absent("kin " + kin));
    }

    private static UUID parsed(String kin) {
        try {
            return UUID.fromString(kin);
        } catch (IllegalArgumentException e) {
            throw new Absent("kin");
        }
    }

    private void record(String what, Text label, Volunteer volunteer) {
        audit.record(Deed.of(what, label)
                .on("volunteer", volunteer.id(), volunteer.site().value()));
    }

    /** What was not answered in time. As the system. */
    void lapse() {
        transactions.executeWithoutResult(status -> store.lapse(clock.instant()));
    }

    /** In the transaction of whoever lets go of a volunteer. */
    void letGoOf(VolunteerId volunteer) {
        store.of(volunteer.value()).forEach(kin -> store.leave(kin.id(), clock.instant()));
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
