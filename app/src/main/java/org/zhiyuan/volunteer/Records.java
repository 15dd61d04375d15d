package org.zhiyuan.volunteer;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** Training and awards of volunteers: entered by the office, taken back with a reason, never rewritten. */
@Service
@Transactional
public class Records {
    private static final int SHOWN_MAX = 200;

    private final RecordStore store;
    private final Volunteers volunteers;
    private final Rulebook rules;
    private final Audit audit;
    private final InstantSource clock;

    Records(RecordStore store, Volunteers volunteers, Rulebook rules, Audit audit, InstantSource clock) {
        this.store = store;
        this.volunteers = volunteers;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Training> trainings(VolunteerId volunteer) {
        return store.trainings(volunteer.value(), SHOWN_MAX);
    }

    @Transactional(readOnly = true)
    public List<Award> awards(VolunteerId volunteer) {
        return store.awards(volunteer.value(), SHOWN_MAX);
    }

    public void add(Actor actor, VolunteerId id, Training training) {
        Volunteer volunteer = volunteers.get(id);
        if (training.day().isAfter(rules.today())) {
            throw new Refusal(Text.of("培训的日子还没有到"));
        }
        String skill = training.skill();
        if (skill != null
                && rules.choices(Choice.Kind.SKILL).stream()
                        .noneMatch(choice -> choice.key().equals(skill))) {
            throw new Refusal(Text.of("选项里有一项已经没有了"), Text.of("请刷新页面再选一次"));
        }
        store.add(id, training, clock.instant(), actor.account());
        audit.record(Deed.of("volunteer.trained", Text.of("记下志愿者 {0} 的培训：{1}", volunteer.number(), training.name()))
                .on("volunteer", id, volunteer.site().value())
                .changed(Map.of(), Map.of("day", training.day(), "passed", training.passed())));
    }

    public void add(Actor actor, VolunteerId id, Award award) {
        Volunteer volunteer = volunteers.get(id);
        if (award.day().isAfter(rules.today())) {
            throw new Refusal(Text.of("表彰的日子还没有到"));
        }
        store.add(id, award, clock.instant(), actor.account());
        audit.record(Deed.of("volunteer.awarded", Text.of("记下志愿者 {0} 的表彰：{1}", volunteer.number(), award.name()))
                .on("volunteer", id, volunteer.site().value())
                .changed(Map.of(), Map.of("day", award.day(), "body", award.body())));
    }

    /** Takes back what was entered by mistake. */
    public void withdraw(Actor actor, VolunteerId id, UUID entry, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        Volunteer volunteer = volunteers.get(id);
        if (!store.withdrawTraining(entry, id.value(), clock.instant())
                && !store.withdrawAward(entry, id.value(), clock.instant())) {
            throw new Absent("record " + entry);
        }
        audit.record(Deed.of("volunteer.record_withdrawn", Text.of("撤回志愿者 {0} 的一条培训或表彰", volunteer.number()))
                .on("volunteer", id, volunteer.site().value())
                .because(reason.strip()));
    }
}
