package org.zhiyuan.hours;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** A volunteer's word about an entry: something in it is wrong (R16), or it should count. Answered in time, by another. */
@Service("hoursPetitions")
@Transactional
public class Petitions {
    public static final int WORDS_LENGTH_MAX = 300;
    private static final int WORDS_LENGTH_MIN = 4;

    private final PetitionStore store;
    private final EntryStore entries;
    private final Hours hours;
    private final Rulebook rulebook;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Petitions(
            PetitionStore store,
            EntryStore entries,
            Hours hours,
            Rulebook rulebook,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.entries = entries;
        this.hours = hours;
        this.rulebook = rulebook;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Petition> of(EntryId entry) {
        return store.of(entry);
    }

    @Transactional(readOnly = true)
    public Optional<Petition> open(EntryId entry) {
        return store.open(entry);
    }

    /** Those in the actor's sight that the actor may answer, the soonest due first. */
    @Transactional(readOnly = true)
    public List<Petition> open(Actor actor, int limit) {
        return actor.account() == null ? List.of() : store.open(actor.account(), limit);
    }

    /** What an entry that is not counted, or waits, is asked for; of every other one, that something is wrong. */
    public static Petition.Kind kind(Entry entry) {
        return entry.state() == EntryState.REFUSED || entry.state() == EntryState.HELD
                ? Petition.Kind.APPEAL
                : Petition.Kind.CORRECTION;
    }

    static Decision wordsGiven(String words) {
        int length = words.strip().length();
        return length >= WORDS_LENGTH_MIN && length <= WORDS_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(Text.of("请写明哪里不对，{0} 到 {1} 个字", WORDS_LENGTH_MIN, WORDS_LENGTH_MAX));
    }

    /** The volunteer asks, of an own entry. */
    public void ask(Actor actor, EntryId id, String words) {
        wordsGiven(words).orRefuse();
        Entry entry = hours.own(actor, id);
        if (store.open(id).isPresent()) {
            throw new Refusal(Text.of("您已经提过了，还在等答复"), Text.of("答复以后还可以再提"));
        }
        add(entry, words.strip());
        audit.record(Intake.about(
                entry, "hours.asked", Text.of("志愿者对一条服务时间提出：{0}", kind(entry).label())));
    }

    /** The house itself: what it was reckoned from is otherwise now, and it is credited already. */
    void notice(Entry entry, String words) {
        if (store.open(entry.id()).isEmpty()) {
            add(entry, words);
        }
    }

    private void add(Entry entry, String words) {
        Instant now = clock.instant();
        store.add(new Petition(
                Ids.next(clock),
                entry.id(),
                kind(entry),
                words,
                now,
                rulebook.answerBy(),
                entries.lastDecider(entry.id()).orElse(null),
                null,
                false,
                ""));
    }

    /**
     * Answers; granted, an entry that was refused or held counts as far as this one word goes, and of a credited one the
     * correction follows by counter-entry and late entry.
     */
    public void answer(Actor actor, EntryId id, boolean granted, String answer) {
        ReviewPolicy.reasonGiven(answer).orRefuse();
        Entry entry = hours.lock(id);
        Petition petition = store.open(id).orElseThrow(() -> new Absent("petition of " + id));
        UUID account = actor.account();
        if (account == null || account.equals(petition.against())) {
            throw new Refusal(Text.of("这一条是您决定的，要另一个人来答复"));
        }
        if (entry.person().value().equals(actor.person())) {
            throw new Refusal(Text.of("自己的时长要别人来答复"));
        }
        store.answer(petition.id(), answer.strip(), granted, clock.instant(), account, actor.name());
        audit.record(Intake.about(entry, "hours.answered", granted ? Text.of("答复志愿者：同意") : Text.of("答复志愿者：不同意"))
                .because(answer.strip()));
        events.publishEvent(new PetitionAnswered(
                petition.id(), id, entry.person(), entry.activity(), entry.day(), granted, clock.instant()));
        if (granted && petition.kind() == Petition.Kind.APPEAL) {
            if (entry.state() == EntryState.REFUSED) {
                hours.overturn(actor, entry);
            } else if (entry.state().waits()) {
                hours.approve(actor, id);
            }
        }
    }
}
