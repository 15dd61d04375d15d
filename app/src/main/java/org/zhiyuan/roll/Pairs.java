package org.zhiyuan.roll;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Records that are perhaps one person. Somebody decides, with a reason, and may decide again: a merge is an alias and
 * rewrites nothing, so a split gives back both as they were.
 */
@Service
@Transactional
public class Pairs {
    private static final int DECISIONS_SHOWN = 50;

    private final PairStore store;
    private final People people;
    private final Volunteers volunteers;
    private final Audit audit;
    private final InstantSource clock;

    Pairs(PairStore store, People people, Volunteers volunteers, Audit audit, InstantSource clock) {
        this.store = store;
        this.people = people;
        this.volunteers = volunteers;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Pair get(PairId id) {
        return store.find(id.value()).orElseThrow(() -> new Absent("pair " + id));
    }

    @Transactional(readOnly = true)
    public Slice<Pair> list(Pair.State state, int page) {
        int size = Slice.SIZE_DEFAULT;
        return new Slice<>(store.list(state, size, (page - 1L) * size), page, size, store.count(state));
    }

    @Transactional(readOnly = true)
    public long open() {
        return store.count(Pair.State.OPEN);
    }

    @Transactional(readOnly = true)
    Optional<Instant> oldestOpen() {
        return store.oldestOpen();
    }

    @Transactional(readOnly = true)
    public List<Pair.Decision> decisions(PairId id) {
        return store.decisions(id.value(), DECISIONS_SHOWN);
    }

    /** They are one person: the one is read as the other from now on. */
    public void merge(Actor actor, PairId id, String reason) {
        Pair pair = lock(id, Pair.State.MERGED);
        Optional<Volunteer> person = volunteers.of(pair.person());
        Optional<Volunteer> other = volunteers.of(pair.other());
        PairPolicy.notBothCount(person, other).orRefuse();
        // whoever has the identity number stays: it finds him. Else the one who was there
        boolean turned = has(pair.person()) && !has(pair.other());
        PersonId alias = people.resolve(turned ? pair.other() : pair.person());
        people.merge(actor, alias, turned ? pair.person() : pair.other(), reason);
        decide(actor, pair, Pair.State.MERGED, alias.value(), reason);
    }

    private boolean has(PersonId person) {
        return people.find(person)
                .map(found -> found.has(Column.IDENTITY_NUMBER))
                .orElse(false);
    }

    /** They are two. */
    public void apart(Actor actor, PairId id, String reason) {
        decide(actor, lock(id, Pair.State.APART), Pair.State.APART, null, reason);
    }

    /** They were two after all: from now on each is read as itself again. */
    public void split(Actor actor, PairId id, String reason) {
        Pair pair = lock(id, Pair.State.SPLIT);
        UUID alias = pair.alias();
        if (alias == null) {
            throw new IllegalStateException("pair " + id + " is merged without an alias");
        }
        people.split(new PersonId(alias), reason);
        decide(actor, pair, Pair.State.SPLIT, null, reason);
    }

    private Pair lock(PairId id, Pair.State next) {
        Pair pair = store.lock(id.value()).orElseThrow(() -> new Absent("pair " + id));
        PairPolicy.mayBecome(pair.state(), next).orRefuse();
        return pair;
    }

    private void decide(Actor actor, Pair pair, Pair.State state, @Nullable UUID alias, String reason) {
        PairPolicy.reasonGiven(reason).orRefuse();
        store.decided(pair.id().value(), state, alias);
        store.addDecision(
                Ids.next(clock),
                pair.id(),
                new Pair.Decision(state, clock.instant(), actor.name(), reason.strip()),
                actor.account());
        audit.record(Deed.of("roll.pair_decided", Text.of("核对疑似重复：{0}", state.label()))
                .on("pair", pair.id(), pair.site().value())
                .changed(Map.of("state", pair.state()), Map.of("state", state))
                .because(reason.strip()));
    }
}
