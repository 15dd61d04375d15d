package org.zhiyuan.hours;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.Receipt;
import org.zhiyuan.ledger.Seals;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** Service hours: taken from facts, looked at by others where the rules ask it, credited, and taken back by two. */
@Service
@Transactional
public class Hours {
    /** A certificate of a life's service has fewer. */
    public static final int CREDITED_MAX = 2_000;

    private static final int LOOKED_THROUGH_MAX = 2_000;
    private static final Set<EntryState> WAITING = Set.of(EntryState.REVIEW_L1, EntryState.REVIEW_L2, EntryState.HELD);

    private final EntryStore store;
    private final Intake intake;
    private final Occasions occasions;
    private final Rulebook rulebook;
    private final Booking booking;
    private final Seals seals;
    private final Activities activities;
    private final People people;
    private final Sites sites;
    private final Accounts accounts;
    private final Audit audit;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Hours(
            EntryStore store,
            Intake intake,
            Occasions occasions,
            Rulebook rulebook,
            Booking booking,
            Seals seals,
            Activities activities,
            People people,
            Sites sites,
            Accounts accounts,
            Audit audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.intake = intake;
        this.occasions = occasions;
        this.rulebook = rulebook;
        this.booking = booking;
        this.seals = seals;
        this.activities = activities;
        this.people = people;
        this.sites = sites;
        this.accounts = accounts;
        this.audit = audit;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Entry get(EntryId id) {
        return find(id).orElseThrow(() -> new Absent("entry " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Entry> find(EntryId id) {
        return store.find(id);
    }

    /** The entry, of the actor's own. */
    @Transactional(readOnly = true)
    public Entry own(Actor actor, EntryId id) {
        return find(id).filter(entry -> entry.person().value().equals(actor.person()))
                .orElseThrow(() -> new Absent("entry " + id));
    }

    /** Accounts that had a hand in it: wrote it down, or decided about it. */
    @Transactional(readOnly = true)
    public Set<UUID> hands(Entry entry) {
        Set<UUID> hands = new HashSet<>(store.deciders(entry.id()));
        hands.addAll(entry.recorders());
        return hands;
    }

    @Transactional(readOnly = true)
    public Slice<Entry> of(VolunteerId volunteer, int page) {
        return new Slice<>(
                store.ofVolunteer(volunteer, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.countOfVolunteer(volunteer));
    }

    @Transactional(readOnly = true)
    public Slice<Entry> of(ActivityId activity, int page) {
        return new Slice<>(
                store.ofActivity(activity, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.countOfActivity(activity));
    }

    /** In the actor's sight, those that wait for somebody's word and not for this actor's silence, the oldest first. */
    @Transactional(readOnly = true)
    public List<Entry> waiting(Actor actor, int limit) {
        UUID unit = unit(actor).orElse(null);
        UUID root = sites.center().value();
        List<Entry> own = new ArrayList<>();
        // those that others must judge may stand before the actor's own
        for (int looked = 0; unit != null && own.size() < limit && looked < LOOKED_THROUGH_MAX; looked += limit) {
            List<Entry> page = store.waiting(WAITING, limit, looked);
            page.stream().filter(entry -> mayJudge(actor, entry, unit, root)).forEach(own::add);
            if (page.size() < limit) {
                break;
            }
        }
        return own.stream().limit(limit).toList();
    }

    private boolean mayJudge(Actor actor, Entry entry, UUID unit, UUID root) {
        UUID site = entry.site().value();
        return ReviewPolicy.isAnother(actor, entry, entry.late() ? store.approvers(entry.id()) : List.of())
                        instanceof Decision.Allowed
                && ReviewPolicy.isOfAnotherUnit(entry.state(), unit, site, site.equals(root))
                        instanceof Decision.Allowed;
    }

    /** Ordinary entries of an activity that wait for one other person and may be judged by this one. */
    @Transactional(readOnly = true)
    public List<Entry> waitingAt(Actor actor, ActivityId activity, int limit) {
        UUID unit = unit(actor).orElse(null);
        UUID root = sites.center().value();
        return store.waitingAt(activity, limit).stream()
                .filter(entry -> unit != null && mayJudge(actor, entry, unit, root))
                .toList();
    }

    @Transactional(readOnly = true)
    public List<Finding> findings(EntryId id) {
        return store.findings(id);
    }

    @Transactional(readOnly = true)
    public List<Step> steps(EntryId id) {
        return store.steps(id);
    }

    @Transactional(readOnly = true)
    public Optional<Reversal> reversal(EntryId id) {
        return store.reversal(id);
    }

    @Transactional(readOnly = true)
    public List<Reversal> openReversals(int limit) {
        return store.openReversals(limit);
    }

    /** Credits that were taken back since a moment, in the actor's sight: the latest first. */
    @Transactional(readOnly = true)
    public List<TakenBack> takenBack(Instant since, int limit) {
        return store.takenBack(since, limit);
    }

    @Transactional(readOnly = true)
    public int approvals(EntryId id) {
        return store.approvers(id).size();
    }

    /** The same as when it was credited, minute by minute: reckoned again from what stands. */
    @Transactional(readOnly = true)
    public Reckoning reckoning(Entry entry) {
        return Reckoning.of(
                rulebook.version(entry.rulePack()),
                occasions.get(entry.activity()).session(entry.day()),
                entry.began(),
                entry.ended(),
                entry.pair(),
                entry.presentMinutes());
    }

    /** Its number in the sealed log; empty while it is not sealed, or not credited. */
    @Transactional(readOnly = true)
    public Optional<Long> sealed(Entry entry) {
        return Optional.ofNullable(entry.sealedAs()).flatMap(seals::sealed);
    }

    /** For {@code verify}: that the entry stands in the sealed log. Of the actor's own. */
    @Transactional(readOnly = true, propagation = Propagation.NOT_SUPPORTED)
    public String proof(Actor actor, EntryId id) {
        Entry entry = Objects.requireNonNull(own.execute(status -> own(actor, id)));
        org.zhiyuan.ledger.EntryId credited = entry.sealedAs();
        if (credited == null) {
            throw new Refusal(Text.of("这一条还没有计入，没有封存"));
        }
        // the person's log key is opened for this one entry; the person itself may not read keys
        return Acting.as(
                actor, Scope.EVERYTHING, () -> Objects.requireNonNull(own.execute(status -> seals.proof(credited))));
    }

    /** Everything that counts, of all years. */
    @Transactional(readOnly = true)
    public ServiceTime total(VolunteerId volunteer) {
        return sum(store.sums(volunteer, LocalDate.EPOCH).values());
    }

    /**
     * What counts since a day.
     *
     * @param late of it, entered late
     * @param times on how many days, at how many activities
     */
    public record Total(ServiceTime all, ServiceTime late, int times) {}

    @Transactional(readOnly = true)
    public Total since(VolunteerId volunteer, LocalDate from) {
        Map<EntryClass, Long> sums = store.sums(volunteer, from);
        return new Total(
                sum(sums.values()),
                new ServiceTime(sums.getOrDefault(EntryClass.LATE, 0L)),
                store.times(volunteer, from));
    }

    /**
     * Those of whom at least so much counts, of all years, by volunteer: page by page, as the system.
     *
     * @param after the last of the page before; null for the first
     */
    @Transactional(readOnly = true)
    public Map<VolunteerId, ServiceTime> reaching(ServiceTime least, @Nullable VolunteerId after, int limit) {
        return store.reaching(least.minutes(), after == null ? new UUID(0, 0) : after.value(), limit);
    }

    private static ServiceTime sum(Collection<Long> minutes) {
        return new ServiceTime(minutes.stream().mapToLong(Long::longValue).sum());
    }

    /** What counts of a span of days, with what the rules on records ask for; the earliest first. */
    @Transactional(readOnly = true)
    public List<Credited> credited(VolunteerId volunteer, Period period) {
        List<Entry> entries = store.credited(volunteer, period.from(), period.until(), CREDITED_MAX);
        Map<ActivityId, Activity> known = activities(entries);
        Map<SiteId, String> organisers =
                sites.getAll(entries.stream().map(Entry::site).distinct().toList(), rulebook.today()).stream()
                        .collect(Collectors.toMap(Site::id, site -> site.called(false)));
        Map<PersonId, String> names = people.names(Stream.concat(
                        known.values().stream()
                                .map(activity -> activity.leaders().getFirst()),
                        entries.stream()
                                .map(Entry::recorderPerson)
                                .filter(Objects::nonNull)
                                .map(PersonId::new))
                .distinct()
                .toList());
        return entries.stream()
                .filter(entry -> known.containsKey(entry.activity()))
                .map(entry -> credited(entry, Objects.requireNonNull(known.get(entry.activity())), organisers, names))
                .toList();
    }

    /** Their activities, of those in the actor's sight. */
    @Transactional(readOnly = true)
    public Map<ActivityId, Activity> activities(Collection<Entry> entries) {
        Map<ActivityId, Activity> known = new HashMap<>();
        activities
                .all(entries.stream().map(Entry::activity).collect(Collectors.toSet()))
                .forEach(activity -> known.put(activity.id(), activity));
        return known;
    }

    private static Credited credited(
            Entry entry, Activity activity, Map<SiteId, String> organisers, Map<PersonId, String> names) {
        return new Credited(
                entry.id(),
                Objects.requireNonNull(entry.sealedAs()),
                entry.activity(),
                activity.title(),
                entry.day(),
                activity.place(),
                activity.content(),
                entry.time(),
                organisers.getOrDefault(entry.site(), ""),
                names.getOrDefault(activity.leaders().getFirst(), ""),
                entry.way(),
                entry.klass(),
                entry.way().recorded() ? entry.recorder() : null,
                entry.recorderPerson() == null ? "" : names.getOrDefault(new PersonId(entry.recorderPerson()), ""));
    }

    // --- taking ---

    /** Makes an entry of the facts, once for each source; with everything in scope. */
    public EntryId take(Served served) {
        return intake.take(served, null, "");
    }

    /**
     * A late entry: somebody served and nobody wrote it down in time. A class of its own with two approvals.
     *
     * @param source names it for ever, so that the same form sent twice is one entry
     */
    public EntryId enterLate(Actor actor, Served served, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        if (served.until().isAfter(clock.instant())) {
            throw new Refusal(Text.of("结束时间还没到"), Text.of("活动结束以后再补录"));
        }
        // what the volunteer did elsewhere matters, and the office does not see it; the source keeps it one
        return Acting.as(
                actor,
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(own.execute(status -> intake.take(served, null, reason.strip()))));
    }

    // --- judging ---

    /** A second person says that it is right; credited once as many said so as the rules ask. */
    public void approve(Actor actor, EntryId id) {
        Entry entry = lock(id);
        store.hold(entry.volunteer());
        ReviewPolicy.waits(entry).orRefuse();
        passed(actor, entry);
    }

    /** The same of one that was refused, on the volunteer's word. */
    void overturn(Actor actor, Entry entry) {
        store.hold(entry.volunteer());
        if (store.findings(entry.id()).stream().anyMatch(Finding::hard) || entry.minutes() == 0) {
            throw new Refusal(Text.of("这是硬性规定，谁也不能放行"), Text.of("时间记错了的，请按实际时间补录"));
        }
        passed(actor, entry);
    }

    private void passed(Actor actor, Entry entry) {
        List<UUID> approvers = store.approvers(entry.id());
        ReviewPolicy.isAnother(actor, entry, approvers).orRefuse();
        UUID unit = unit(actor).orElseThrow(() -> new Refusal(Text.of("只有工作人员能复核")));
        Occasion occasion = occasions.get(entry.activity());
        UUID site = occasion.site().value();
        ReviewPolicy.isOfAnotherUnit(
                        entry.state(), unit, site, site.equals(sites.center().value()))
                .orRefuse();
        UUID account = Objects.requireNonNull(actor.account());
        try {
            store.approve(Ids.next(clock), entry.id(), account, actor.person(), unit, clock.instant());
            if (approvers.size() + 1 < ReviewPolicy.approvalsNeeded(entry)) {
                if (entry.state() != EntryState.REVIEW_L1) {
                    store.stand(entry.id(), EntryState.REVIEW_L1, entry.tier(), entry.reason());
                }
                intake.note(entry, EntryState.REVIEW_L1, actor.name(), account, "");
                audit.record(Intake.about(entry, "hours.approved", Text.of("同意一条补录，还要另一个人")));
            } else {
                intake.credit(entry, occasion, account, actor.name());
            }
        } catch (DataIntegrityViolationException e) {
            throw refusal(e);
        }
    }

    /** Where the actor works; empty for whoever is no staff. */
    private Optional<UUID> unit(Actor actor) {
        return actor.account() == null
                ? Optional.empty()
                : accounts.find(new AccountId(actor.account())).map(Account::site);
    }

    private static RuntimeException refusal(DataIntegrityViolationException e) {
        String why = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        if (why.contains("came late")) {
            return new Refusal(Text.of("这个组织方今年补录的时长占得太多，已经到上限"), Text.of("请先把当时的记录做好；确有原因的，向上一级说明"));
        }
        if (why.contains("on a day") || why.contains("day_max")) {
            return new Refusal(Text.of("这一天的时长已经到上限，不能再计入"));
        }
        if (why.contains("asked are") || why.contains("another unit")) {
            return new Refusal(Text.of("还要另一个人，或者别的单位的人来复核"));
        }
        return e;
    }

    public void refuse(Actor actor, EntryId id, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        Entry entry = lock(id);
        ReviewPolicy.waits(entry).orRefuse();
        if (entry.person().value().equals(actor.person())) {
            throw new Refusal(Text.of("自己的时长要别人复核"));
        }
        store.stand(id, EntryState.REFUSED, entry.tier(), reason.strip());
        intake.note(entry, EntryState.REFUSED, actor.name(), actor.account(), reason.strip());
        audit.record(Intake.about(entry, "hours.refused", Text.of("不计一条服务时间，{0} 分钟", entry.minutes()))
                .because(reason.strip()));
    }

    /** The first one asks with a reason that a credit be taken back; the second one, another, does it. */
    public void reverse(Actor actor, EntryId id, String reason) {
        Entry entry = lock(id);
        UUID account = actor.account();
        if (entry.state() != EntryState.VALID || account == null) {
            throw new Refusal(Text.of("这一条现在是“{0}”，没有可冲正的", entry.state().label()));
        }
        if (entry.person().value().equals(actor.person())) {
            throw new Refusal(Text.of("自己的时长要别人来冲正"));
        }
        Optional<Reversal> asked = store.reversal(id);
        if (asked.isEmpty()) {
            ReviewPolicy.reasonGiven(reason).orRefuse();
            store.askReversal(new Reversal(id, reason.strip(), account, actor.name(), clock.instant(), null, "", null));
            audit.record(Intake.about(entry, "hours.reversal_asked", Text.of("要冲正 {0} 分钟，等第二个人", entry.minutes()))
                    .because(reason.strip()));
            return;
        }
        if (asked.get().askedBy().equals(account)) {
            throw new Refusal(Text.of("冲正要两个人，您已经提过了"), Text.of("请另一位同事来办"));
        }
        Receipt receipt = booking.takeBack(entry, account);
        store.doneReversal(id, account, actor.name(), clock.instant(), receipt.transfer());
        store.reversed(id);
        intake.note(
                entry, EntryState.REVERSED, actor.name(), account, asked.get().reason());
        audit.record(Intake.about(entry, "hours.reversed", Text.of("冲正 {0} 分钟", entry.minutes()))
                .because(asked.get().reason()));
    }

    /** The second one finds that it is right as it stands: what was asked ends, and may be asked again. */
    public void declineReversal(Actor actor, EntryId id) {
        Entry entry = lock(id);
        UUID account = actor.account();
        Reversal asked = store.reversal(id)
                .filter(one -> one.doneAt() == null)
                .orElseThrow(() -> new Refusal(Text.of("没有等着办的冲正"), Text.of("请刷新页面看看")));
        if (account == null || entry.person().value().equals(actor.person())) {
            throw new Refusal(Text.of("自己的时长要别人来看"));
        }
        if (asked.askedBy().equals(account)) {
            throw new Refusal(Text.of("是您提出的，要另一个人来看"), Text.of("请另一位同事来办"));
        }
        store.declineReversal(id, account, actor.name(), clock.instant());
        audit.record(Intake.about(entry, "hours.reversal_declined", Text.of("没有同意冲正 {0} 分钟，照常计入", entry.minutes()))
                .because(asked.reason()));
    }

    /** Whether all these postings of a volunteer count still; until the transaction ends nobody takes one back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean stand(VolunteerId volunteer, Collection<org.zhiyuan.ledger.EntryId> postings) {
        List<UUID> transfers = postings.stream().map(Entry::transfer).toList();
        return store.standing(volunteer, transfers) == transfers.size();
    }

    Entry lock(EntryId id) {
        return store.lock(id).orElseThrow(() -> new Absent("entry " + id));
    }
}
