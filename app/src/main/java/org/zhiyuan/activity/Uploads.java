package org.zhiyuan.activity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.files.Files;
import org.zhiyuan.files.KeptFile;
import org.zhiyuan.files.NewFile;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.project.Outcome;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;

/** What came of an activity, and what happened at it: asked once, in one short form, and read wherever it is needed. */
@Service
@Transactional
public class Uploads {
    private static final int INCIDENTS_SHOWN = 50;

    private final UploadStore store;
    private final Activities activities;
    private final SignUps signUps;
    private final Projects projects;
    private final Files files;
    private final Audit audit;
    private final InstantSource clock;

    Uploads(
            UploadStore store,
            Activities activities,
            SignUps signUps,
            Projects projects,
            Files files,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.signUps = signUps;
        this.projects = projects;
        this.files = files;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Result> result(ActivityId activity) {
        return store.result(activity.value());
    }

    /** Positions of the photos there are. */
    @Transactional(readOnly = true)
    public List<Integer> photos(ActivityId activity) {
        return store.photos(activity.value());
    }

    /** The file of a photo of an activity that the actor may see. */
    @Transactional(readOnly = true)
    public Optional<UUID> photo(ActivityId activity, int position) {
        return store.photo(activity.value(), position);
    }

    /** Said again, it replaces what was said. */
    public void tell(Actor actor, ActivityId id, int reached, String words) {
        Activity activity = activities.lock(id);
        if (!activity.state().over()) {
            throw new Refusal(Text.of("活动结束以后再填结果"));
        }
        store.result(id.value(), reached, plain(words), clock.instant(), actor.account());
        bring(activity, reached, plain(words));
        audit.record(Activities.about(activity, "activity.result", Text.of("填写了活动 {0} 的结果", activity.number())));
    }

    /**
     * The project hears what came of it, so that nobody is asked twice. How much time was given, the hours know: whoever
     * reckons them tells the same source, before this or after it, and neither takes from what the other told.
     */
    private void bring(Activity activity, int reached, String words) {
        ProjectId own = activity.project();
        if (own == null) {
            return;
        }
        projects.find(own).filter(project -> project.state().hears()).ifPresent(project -> {
            Optional<Outcome> reckoned =
                    projects.outcome(project.id(), activity.id().value()).filter(outcome -> outcome.minutes() > 0);
            projects.record(new Outcome(
                    project.id(),
                    activity.id().value(),
                    activity.day(),
                    reckoned.map(Outcome::volunteers)
                            .orElseGet(() -> signUps.seated(activity.id()).size()),
                    reckoned.map(Outcome::minutes).orElse(0L),
                    reached,
                    words));
        });
    }

    /** What somebody wrote, without marks that nobody sees and that turn the direction of writing. */
    static String plain(String words) {
        StringBuilder plain = new StringBuilder(words.length());
        words.codePoints()
                .filter(sign -> !Character.isISOControl(sign) && Character.getType(sign) != Character.FORMAT)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    /** Keeps a photo that nobody asked for: made anew from its picture alone, so that nothing else travels with it. */
    public void addPhoto(Actor actor, ActivityId id, String name, byte[] bytes) {
        Activity activity = activities.lock(id);
        if (!activity.state().begun()) {
            throw new Refusal(Text.of("活动开始以后再放照片"));
        }
        List<Integer> there = store.photos(id.value());
        if (there.size() >= Result.PHOTOS_MAX) {
            throw new Refusal(Text.of("最多放 {0} 张照片", Result.PHOTOS_MAX), Text.of("想换，请先删掉一张"));
        }
        KeptFile kept = files.keepPhoto(
                new NewFile(name, bytes, "activity.photo", activity.site().value(), null));
        int free = 1;
        while (there.contains(free)) {
            free++;
        }
        store.addPhoto(id.value(), free, kept.id(), clock.instant(), actor.account());
        audit.record(Activities.about(activity, "activity.photo_added", Text.of("给活动 {0} 放了一张照片", activity.number())));
    }

    public void removePhoto(ActivityId id, int position) {
        Activity activity = activities.lock(id);
        if (!store.removePhoto(id.value(), position)) {
            throw new Absent("photo " + position);
        }
        audit.record(
                Activities.about(activity, "activity.photo_removed", Text.of("从活动 {0} 删了一张照片", activity.number())));
    }

    // --- what happened, or nearly happened ---

    /** Told by whoever leads it or holds a seat; waits for whoever answers for the place. */
    public void report(Actor actor, ActivityId id, boolean nearMiss, String words) {
        Activity activity = activities.get(id);
        boolean seated = signUps.own(actor, id).map(one -> one.state().seated()).orElse(false);
        if (!seated && !activity.leads(actor.person())) {
            throw new Absent("activity " + id);
        }
        if (!activity.state().ahead() && !activity.state().begun()) {
            throw new Refusal(Text.of("这个活动现在是“{0}”", activity.state().label()));
        }
        Instant now = clock.instant();
        store.addIncident(
                new Incident(Ids.next(clock), id, nearMiss, plain(words), now, false, ""),
                actor.person(),
                actor.account());
        audit.record(Activities.about(
                activity,
                "activity.incident",
                nearMiss
                        ? Text.of("活动 {0}：报了一件险些出事的事", activity.number())
                        : Text.of("活动 {0}：报了一件出了事的事", activity.number())));
    }

    @Transactional(readOnly = true)
    public List<Incident> incidents(ActivityId id) {
        return store.incidents(id.value(), INCIDENTS_SHOWN);
    }

    @Transactional(readOnly = true)
    public List<Incident> open(int limit) {
        return store.open(limit);
    }

    public void settle(Actor actor, ActivityId id, UUID incident, String answer) {
        HoldingPolicy.reasonGiven(answer).orRefuse();
        Activity activity = activities.get(id);
        if (!store.settle(
                id.value(), incident, plain(answer), clock.instant(), Objects.requireNonNull(actor.account()))) {
            throw new Refusal(Text.of("已经有人处理过了"));
        }
        audit.record(Activities.about(
                activity, "activity.incident_settled", Text.of("活动 {0}：处理了一件上报的事", activity.number())));
    }
}
