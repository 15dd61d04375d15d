package org.zhiyuan.activity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Those who held a seat and did not come (R38, and softer than it): after several times in a while somebody waits his turn
 * for some days where many want to come, and nothing else. He may say why; it ends by itself; nobody else reads of it.
 */
@Service
@Transactional
public class NoShows {
    private static final int LED_MAX = 50;

    private final NoShowStore store;
    private final SignUps signUps;
    private final ActivityStore activities;
    private final Terms terms;
    private final WorkingDays workingDays;
    private final Audit audit;
    private final InstantSource clock;

    NoShows(
            NoShowStore store,
            SignUps signUps,
            ActivityStore activities,
            Terms terms,
            WorkingDays workingDays,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.signUps = signUps;
        this.activities = activities;
        this.terms = terms;
        this.workingDays = workingDays;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param times how often somebody did not come of late, without a reason that counts
     * @param until until when he waits his turn where many want to come; null where he does not
     */
    public record Standing(int times, @Nullable Instant until) {
        public boolean waits() {
            return until != null;
        }
    }

    @Transactional(readOnly = true)
    public Standing standing(VolunteerId volunteer) {
        return store.standing(volunteer.value(), clock.instant());
    }

    /** Why somebody did not come; empty where he said nothing. */
    @Transactional(readOnly = true)
    public Optional<Excuse> of(SignUpId signUp) {
        return store.of(signUp.value());
    }

    @Transactional(readOnly = true)
    public Map<SignUpId, Excuse> at(ActivityId activity) {
        return store.at(activity.value(), SignUps.SHOWN_MAX).stream()
                .collect(Collectors.toMap(Excuse::signUp, Function.identity()));
    }

    /** The activities that the actor leads at which somebody waits for an answer. */
    @Transactional(readOnly = true)
    public List<Activity> waiting(Actor actor) {
        List<UUID> ids = actor.person() == null ? List.of() : store.openAtLed(actor.person(), clock.instant(), LED_MAX);
        return ids.isEmpty() ? List.of() : activities.all(ids);
    }

    /** The volunteer's own word, once; from now on it is the leader's to answer, and silence is a yes. */
    public void say(Actor actor, ActivityId activity, String words) {
        String said = words.strip();
        if (said.length() < Excuse.WORDS_LENGTH_MIN || said.length() > Excuse.WORDS_LENGTH_MAX) {
            throw new Refusal(Text.of("请写一句为什么没有来，{0} 到 {1} 个字", Excuse.WORDS_LENGTH_MIN, Excuse.WORDS_LENGTH_MAX));
        }
        SignUp own = signUps.own(actor, activity).orElseThrow(() -> new Absent("sign-up to " + activity));
        if (own.state() != SignUpState.NO_SHOW) {
            throw new Refusal(Text.of("没有记您没有到场，不用说明"));
        }
        if (of(own.id()).isPresent()) {
            throw new Refusal(Text.of("您已经说明过了"), Text.of("请等负责人答复；还有话说，请联系负责人或实践站"));
        }
        Instant now = clock.instant();
        Instant due = workingDays.calendar().due(now, terms.noShowAnswerDays()).at();
        store.add(new Excuse(own.id(), said, due, null, ""), now);
        Activity found = activities.find(activity.value()).orElseThrow();
        audit.record(
                Activities.about(found, "activity.absence_explained", Text.of("活动 {0}：说明为什么没有到场", found.number())));
    }

    /** Whoever leads the activity accepts it, which ends the waiting at once, or says why not. */
    public void answer(Actor actor, SignUpId id, boolean accepted, String answer) {
        if (!accepted) {
            HoldingPolicy.reasonGiven(answer).orRefuse();
        }
        SignUp signUp = signUps.get(id);
        Activity activity = activities.find(signUp.activity().value()).orElseThrow();
        if (signUp.person().value().equals(actor.person())) {
            throw new Refusal(Text.of("自己的说明要别人来答复"));
        }
        UUID account = Objects.requireNonNull(actor.account());
        try {
            if (!store.answer(id.value(), accepted, answer.strip(), account, clock.instant())) {
                throw new Refusal(Text.of("这条说明已经答复过了"), Text.of("请刷新页面看看"));
            }
        } catch (DataIntegrityViolationException e) {
            throw Activities.refusal(e);
        }
        if (accepted) {
            store.fillFor(signUp.volunteer().value(), clock.instant());
        }
        audit.record(Activities.about(
                        activity,
                        "activity.absence_answered",
                        accepted
                                ? Text.of("活动 {0}：接受没有到场的说明", activity.number())
                                : Text.of("活动 {0}：没有接受没有到场的说明", activity.number()))
                .because(answer.strip()));
    }

    void forget(VolunteerId volunteer) {
        store.forgetWords(volunteer.value());
    }
}
