package org.zhiyuan.complaint;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Words;

/** What people complain of, suggest, and want corrected: filed, answered in time by others, appealed once. */
@Service
@Transactional
public class Complaints {
    /** Whoever has so many waiting gets no answer sooner by one more. */
    static final int WAITING_MAX = 10;

    private static final int SHOWN_MAX = 100;
    private static final int STEPS_SHOWN = 50;
    private static final int PAGE_MAX = 500;
    private static final int BATCH = 100;

    private final ComplaintStore store;
    private final Clocks clocks;
    private final Sites sites;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Complaints(
            ComplaintStore store,
            Clocks clocks,
            Sites sites,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.clocks = clocks;
        this.sites = sites;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Complaint get(ComplaintId id) {
        return find(id).orElseThrow(() -> new Absent("complaint " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Complaint> find(ComplaintId id) {
        return store.find(id.value());
    }

    /** What the actor filed himself. */
    @Transactional(readOnly = true)
    public Complaint own(Actor actor, ComplaintId id) {
        return find(id).filter(one -> ownOf(one, actor)).orElseThrow(() -> new Absent("complaint " + id));
    }

    private static boolean ownOf(Complaint complaint, Actor actor) {
        return complaint.person() != null && complaint.person().value().equals(actor.person());
    }

    @Transactional(readOnly = true)
    public List<Complaint> mine(Actor actor) {
        return actor.person() == null ? List.of() : store.of(List.of(actor.person()), SHOWN_MAX);
    }

    /** Those in the actor's sight, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Complaint> list(@Nullable ComplaintState state, int page) {
        int turned = Math.clamp(page, 1, PAGE_MAX);
        return new Slice<>(
                store.list(state, Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.count(state));
    }

    /** Those that the actor may answer, the soonest due first. */
    @Transactional(readOnly = true)
    public List<Complaint> waiting(Actor actor, int limit) {
        return waiting(actor, Instant.parse("9999-01-01T00:00:00Z"), limit);
    }

    /** Those in the actor's sight whose time is over. */
    @Transactional(readOnly = true)
    public List<Complaint> overdue(Actor actor, int limit) {
        return waiting(actor, clock.instant(), limit);
    }

    private List<Complaint> waiting(Actor actor, Instant dueBefore, int limit) {
        return actor.account() == null ? List.of() : store.waiting(actor.account(), actor.person(), dueBefore, limit);
    }

    @Transactional(readOnly = true)
    public Course course(Complaint complaint) {
        UUID id = complaint.id().value();
        List<Reply> replies = store.replies(id);
        List<Step> steps = store.steps(id, STEPS_SHOWN);
        Set<SiteId> named = new LinkedHashSet<>(List.of(complaint.site(), complaint.about()));
        replies.forEach(reply -> named.add(reply.site()));
        steps.forEach(step -> named.add(step.site()));
        return new Course(complaint, topic(complaint), replies, store.appeal(id).orElse(null), steps, names(named));
    }

    private String topic(Complaint complaint) {
        return store.topics().stream()
                .filter(topic -> topic.key().equals(complaint.topic()))
                .map(topic -> topic.called(Words.english()))
                .findFirst()
                .orElse("");
    }

    @Transactional(readOnly = true)
    public Map<SiteId, String> names(Collection<SiteId> ids) {
        Map<SiteId, String> names = new HashMap<>();
        sites.getAll(ids, today()).forEach(site -> names.put(site.id(), site.called(Words.english())));
        return names;
    }

    @Transactional(readOnly = true)
    public List<Topic> topics() {
        return store.topics();
    }

    /** Working days within which an answer is promised. */
    @Transactional(readOnly = true)
    public int answerDays() {
        return clocks.answerDays();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    // --- filing ---

    /** What was filed, and what whoever filed it looks it up by: told once. */
    record Filed(Complaint complaint, Receipt receipt) {}

    /**
     * Files it with a place that it is not about, as far as there is one; a correction goes to whoever keeps the record
     * (R16), and only its appeal to the place above. Called as the house, for whoever asks.
     */
    Filed file(Actor actor, Subject subject, Complaint.Kind kind, String topic, String words) {
        ComplaintPolicy.wordsGiven(words).orRefuse();
        ComplaintPolicy.hoursHaveTheirOwn(kind, subject).orRefuse();
        ComplaintPolicy.onlyOwnRecordsAreCorrected(kind, subject).orRefuse();
        UUID person = actor.person();
        if (person != null && store.waitingOf(person) >= WAITING_MAX) {
            throw new Refusal(Text.of("您有 {0} 件还在等答复", WAITING_MAX), Text.of("请等答复以后再提，急事请打下面的电话"));
        }
        Instant now = clock.instant();
        SiteId at = kind == Complaint.Kind.CORRECTION ? standing(subject.site()) : above(subject.site());
        int year = today().getYear();
        Receipt receipt = Receipt.fresh("T%d-%06d".formatted(year, store.nextOrdinal(year)));
        Complaint complaint = new Complaint(
                new ComplaintId(Ids.next(clock)),
                receipt.number(),
                kind,
                kind == Complaint.Kind.CORRECTION ? "" : topic,
                subject.kind(),
                subject.id(),
                subject.label(),
                subject.site(),
                person == null ? null : new PersonId(person),
                words.strip(),
                now,
                others(subject.persons(), person),
                others(subject.accounts(), person == null ? null : actor.account()),
                at,
                clocks.answerBy(),
                0,
                ComplaintState.OPEN,
                null);
        store.add(complaint, receipt.digest());
        took(
                complaint,
                Step.Cause.FILED,
                at,
                "complaint.filed",
                Text.of("收到{0} {1}", kind.label(), complaint.number()));
        return new Filed(complaint, receipt);
    }

    /** Whoever files about something of his own is not kept from seeing what he filed. */
    private static Set<UUID> others(Set<UUID> about, @Nullable UUID filer) {
        Set<UUID> others = new LinkedHashSet<>(about);
        others.remove(filer);
        return others;
    }

    /** The place itself, or the next one above that is still open. */
    private SiteId standing(SiteId site) {
        Site now = sites.get(site, today());
        while (!now.openOn(today()) && now.parent() != null) {
            now = sites.get(now.parent(), today());
        }
        return now.id();
    }

    /** The place above; the center itself where nobody is above it. */
    private SiteId above(SiteId site) {
        SiteId parent = sites.get(site, today()).parent();
        return parent == null ? site : standing(parent);
    }

    private boolean root(SiteId site) {
        return site.equals(sites.center());
    }

    // --- answering ---

    /** The reply that is owed: the first one, or the one to the appeal. Never by whom it is about, never twice by one. */
    public void reply(Actor actor, ComplaintId id, Reply.Outcome outcome, String reasons) {
        ComplaintPolicy.reasonsGiven(reasons).orRefuse();
        Complaint complaint = lock(id);
        ComplaintPolicy.replyAwaited(complaint).orRefuse();
        mayReply(actor, complaint).orRefuse();
        UUID account = Optional.ofNullable(actor.account()).orElseThrow(() -> new Absent("account"));
        Reply reply = new Reply(
                complaint.round(),
                outcome,
                reasons.strip(),
                clock.instant(),
                complaint.site(),
                account,
                actor.person(),
                actor.name());
        boolean first = complaint.state() == ComplaintState.OPEN;
        try {
            store.add(id, reply);
            store.stand(
                    id,
                    first ? ComplaintState.REPLIED : ComplaintState.CLOSED,
                    complaint.site(),
                    complaint.due(),
                    complaint.raised(),
                    first ? clocks.appealUntil() : complaint.appealUntil());
        } catch (DataIntegrityViolationException e) {
            throw refusal(e);
        }
        took(
                complaint,
                Step.Cause.REPLIED,
                complaint.site(),
                "complaint.replied",
                Text.of("答复了{0} {1}：{2}", complaint.kind().label(), complaint.number(), outcome.label()));
    }

    /** Whether the actor is one who may answer it; the reason is shown instead of the form. */
    @Transactional(readOnly = true)
    public Decision mayReply(Actor actor, Complaint complaint) {
        Decision another = ComplaintPolicy.notWhomItIsAbout(complaint, actor);
        if (another instanceof Decision.Refused) {
            return another;
        }
        Reply earlier = complaint.state() == ComplaintState.APPEALED
                ? store.replies(complaint.id().value()).stream().findFirst().orElse(null)
                : null;
        return ComplaintPolicy.anotherAnswersTheAppeal(earlier, complaint.site(), actor, root(complaint.site()));
    }

    private static RuntimeException refusal(DataIntegrityViolationException e) {
        String why = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return why.contains("appeal") || why.contains("about") || why.contains("himself")
                ? new Refusal(Text.of("这件事和您有关，要别人来答复"), Text.of("请别的同事，或上一级来办"))
                : e;
    }

    // --- what whoever filed it says; called as the house, for whoever holds the receipt ---

    Optional<Complaint> received(Receipt receipt) {
        return store.received(receipt.digest());
    }

    /** Not content with the reply: once, and answered by the place above. */
    void appeal(ComplaintId id, String words) {
        ComplaintPolicy.appealGiven(words).orRefuse();
        Complaint complaint = lock(id);
        ComplaintPolicy.appealIsOpen(complaint, clock.instant()).orRefuse();
        SiteId at = above(complaint.site());
        store.add(id, new Appeal(words.strip(), clock.instant()));
        store.stand(id, ComplaintState.APPEALED, at, clocks.appealAnswerBy(), 0, complaint.appealUntil());
        took(
                complaint,
                Step.Cause.APPEALED,
                at,
                "complaint.appealed",
                Text.of("{0} {1} 提出申诉", complaint.kind().label(), complaint.number()));
    }

    void withdraw(ComplaintId id) {
        Complaint complaint = lock(id);
        ComplaintPolicy.mayBeWithdrawn(complaint).orRefuse();
        store.stand(
                id,
                ComplaintState.WITHDRAWN,
                complaint.site(),
                complaint.due(),
                complaint.raised(),
                complaint.appealUntil());
        took(
                complaint,
                Step.Cause.WITHDRAWN,
                complaint.site(),
                "complaint.withdrawn",
                Text.of("{0} {1} 由本人撤回", complaint.kind().label(), complaint.number()));
    }

    /** Whoever filed it is erased: what he wrote is gone, and what still waited ends. */
    void forget(Collection<UUID> persons, String instead) {
        for (Complaint complaint : store.of(persons, SHOWN_MAX)) {
            store.forget(complaint.id(), instead);
            if (complaint.state().waits()) {
                store.stand(
                        complaint.id(),
                        ComplaintState.WITHDRAWN,
                        complaint.site(),
                        complaint.due(),
                        complaint.raised(),
                        complaint.appealUntil());
                store.addStep(
                        Ids.next(clock),
                        complaint.id(),
                        new Step(Step.Cause.ERASED, clock.instant(), complaint.site()),
                        Acting.actor().account());
            }
        }
    }

    // --- the clock ---

    /** What nobody answered in time goes one place up; at the center it stays, overdue, before whoever leads it. */
    int raise() {
        List<Complaint> overdue =
                new ArrayList<>(store.overdue(clock.instant(), sites.center().value(), BATCH));
        for (Complaint complaint : overdue) {
            SiteId at = above(complaint.site());
            store.stand(
                    complaint.id(),
                    complaint.state(),
                    at,
                    clocks.raisedAnswerBy(),
                    complaint.raised() + 1,
                    complaint.appealUntil());
            took(
                    complaint,
                    Step.Cause.RAISED,
                    at,
                    "complaint.raised",
                    Text.of("{0} {1} 没有按时答复，提级", complaint.kind().label(), complaint.number()));
        }
        return overdue.size();
    }

    private Complaint lock(ComplaintId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("complaint " + id));
    }

    /** Every step is a row and an audit event; whoever filed it hears of it where he is known. */
    private void took(Complaint complaint, Step.Cause cause, SiteId at, String what, Text label) {
        UUID step = Ids.next(clock);
        Instant now = clock.instant();
        store.addStep(
                step, complaint.id(), new Step(cause, now, at), Acting.actor().account());
        audit.record(Deed.of(what, label).on("complaint", complaint.id(), at.value()));
        if (complaint.person() != null) {
            events.publishEvent(
                    new ComplaintTurned(complaint.id(), step, complaint.person(), complaint.number(), cause, now));
        }
    }
}
