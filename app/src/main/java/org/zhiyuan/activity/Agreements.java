package org.zhiyuan.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.project.RiskGrade;

/** Written agreements: in which cases there must be one, what it says, and who said yes to it (R6). */
@Service
@Transactional
public class Agreements {
    /** The law's month, in days: a series that lasts as long needs an agreement. */
    private static final Duration MONTH = Duration.ofDays(30);

    private final AgreementStore store;
    private final ActivityStore activities;
    private final Terms terms;
    private final Audit audit;
    private final InstantSource clock;

    Agreements(AgreementStore store, ActivityStore activities, Terms terms, Audit audit, InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.terms = terms;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Agreement> current(ActivityId activity) {
        return store.current(activity.value());
    }

    /** Why it must be in writing: what the facts show, and what somebody said in the last version. */
    @Transactional(readOnly = true)
    public List<AgreementCase> cases(Activity activity) {
        Map<String, AgreementCase> found = new LinkedHashMap<>();
        List<String> said =
                store.current(activity.id().value()).map(Agreement::cases).orElse(List.of());
        for (AgreementCase one : terms.agreementCases()) {
            if (said.contains(one.key()) || finds(one, activity)) {
                found.put(one.key(), one);
            }
        }
        return List.copyOf(found.values());
    }

    private boolean finds(AgreementCase one, Activity activity) {
        return switch (one.finds()) {
            case null -> false;
            case DANGEROUS -> activity.risk() == RiskGrade.DANGEROUS;
            case MONTH -> lasts(activity).compareTo(MONTH) >= 0;
            case LARGE ->
                activities.posts(activity.id().value()).stream()
                                .mapToInt(Post::seats)
                                .sum()
                        >= terms.largeSeats();
        };
    }

    private Duration lasts(Activity activity) {
        if (activity.series() == null) {
            return Duration.between(activity.starts(), activity.ends());
        }
        List<Activity> series = activities.inSeries(activity.series(), Activities.REPEATS_MAX + 1);
        Instant first = series.isEmpty() ? activity.starts() : series.getFirst().starts();
        Instant last = series.isEmpty() ? activity.ends() : series.getLast().ends();
        return Duration.between(first, last);
    }

    /**
     * A new version; whoever agreed to an earlier one is asked again.
     *
     * @param shown the version that whoever writes had before him; 0 where there was none
     */
    public void write(Actor actor, ActivityId id, int shown, String words, List<String> saidCases) {
        // one after another, so that nobody's words go under
        Activity activity = activities.lock(id.value()).orElseThrow(() -> new Absent("activity " + id));
        List<AgreementCase> known = terms.agreementCases();
        List<String> cases = known.stream()
                .filter(one -> saidCases.contains(one.key()) || finds(one, activity))
                .map(AgreementCase::key)
                .toList();
        if (cases.isEmpty()) {
            throw new Refusal(Text.of("请选一项为什么要写协议"));
        }
        if (activity.state().begun() || activity.state() == ActivityState.CANCELLED) {
            throw new Refusal(Text.of("现在是“{0}”，不能再改", activity.state().label()));
        }
        int current = store.current(id.value()).map(Agreement::version).orElse(0);
        if (current != shown) {
            throw new Refusal(Text.of("刚才别人写了协议第 {0} 版，您的还没有保存", current), Text.of("请先看过那一版；您写的还在下面，改好再保存"));
        }
        int version = current + 1;
        store.add(new Agreement(activity.id(), version, words, cases, clock.instant()), actor.account());
        audit.record(Activities.about(
                activity, "activity.agreement_written", Text.of("给活动 {0} 写了协议第 {1} 版", activity.number(), version)));
    }

    /** One party's yes to the version that was shown. */
    public void agree(
            Actor actor, Activity activity, SignUp signUp, int version, Agreement.Party party, Agreement.Way way) {
        Agreement current = store.current(activity.id().value()).orElseThrow(() -> new Refusal(Text.of("这个活动没有协议要确认")));
        if (current.version() != version) {
            throw new Refusal(Text.of("协议刚才改过了"), Text.of("请刷新页面，看过新的一版再确认"));
        }
        store.agree(signUp.id(), version, party, way, clock.instant(), actor.account());
        audit.record(Activities.about(
                activity,
                "activity.agreed",
                party == Agreement.Party.VOLUNTEER
                        ? Text.of("活动 {0} 的协议第 {1} 版：志愿者确认", activity.number(), version)
                        : Text.of("活动 {0} 的协议第 {1} 版：组织方确认", activity.number(), version)));
    }

    @Transactional(readOnly = true)
    public Map<SignUpId, Set<Agreement.Party>> agreed(ActivityId activity, int version) {
        return store.agreed(activity.value(), version);
    }

    /** Whether everybody who must has an agreement with both parties' word. */
    @Transactional(readOnly = true)
    public Decision complete(Activity activity) {
        List<String> cases = cases(activity).stream().map(AgreementCase::name).toList();
        Optional<Agreement> current = store.current(activity.id().value());
        int missing = current.map(one -> store.missing(activity.id().value(), one.version()))
                .orElse(0);
        return HoldingPolicy.agreed(cases, current.isPresent(), missing);
    }
}
