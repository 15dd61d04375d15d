package org.zhiyuan.certificate;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;

/** Who asks for a certificate, and what became of it. Asking is free (R9) and takes a place and two days. */
@Service("certificateApplications")
@Transactional
public class Applications {
    private static final int SHOWN_MAX = 50;

    private final ApplicationStore store;
    private final Papers papers;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Applications(
            ApplicationStore store, Papers papers, Audit audit, ApplicationEventPublisher events, InstantSource clock) {
        this.store = store;
        this.papers = papers;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Application get(ApplicationId id) {
        return find(id).orElseThrow(() -> new Absent("application " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Application> find(ApplicationId id) {
        return store.find(id.value());
    }

    @Transactional(readOnly = true)
    public List<Application> of(VolunteerId volunteer) {
        return store.of(volunteer.value(), SHOWN_MAX);
    }

    /** Those that wait in the actor's sight, the oldest first. */
    @Transactional(readOnly = true)
    public List<Application> open(int limit) {
        return store.open(limit);
    }

    /** The places that recorded something of the volunteer within these days: those one may ask. */
    @Transactional(readOnly = true)
    public List<Recorded> places(VolunteerId volunteer, LocalDate from, LocalDate to) {
        return papers.whereRecorded(volunteer, from, to);
    }

    public Application apply(
            Actor actor,
            Volunteer volunteer,
            SiteId site,
            LocalDate from,
            LocalDate to,
            String purpose,
            Application.Channel channel) {
        Application application = new Application(
                new ApplicationId(Ids.next(clock)),
                volunteer.id(),
                volunteer.person(),
                site,
                from,
                to,
                purpose,
                channel,
                Application.State.OPEN,
                clock.instant(),
                "");
        IssuePolicy.somethingIsCertified(papers.recorded(application)).orRefuse();
        if (store.open(volunteer.id(), site)) {
            throw new Refusal(Text.of("已经向这里申请过一份，还没有办"), Text.of("请等那一份办好，或撤回它再申请"));
        }
        store.add(application, actor.account());
        audit.record(Deed.of("certificate.applied", Text.of("申请开具志愿服务证明：志愿者 {0}", volunteer.number()))
                .on("application", application.id(), site.value()));
        return application;
    }

    public void withdraw(ApplicationId id) {
        settle(id, Application.State.WITHDRAWN, null, "", "");
        audit.record(Deed.of("certificate.application_withdrawn", Text.of("本人撤回了证明的申请"))
                .on("application", id, get(id).site().value()));
    }

    public void refuse(Actor actor, ApplicationId id, String reason) {
        IssuePolicy.reasonGiven(reason).orRefuse();
        settle(id, Application.State.REFUSED, actor, actor.name(), reason.strip());
        audit.record(Deed.of("certificate.refused", Text.of("没有开具志愿服务证明"))
                .on("application", id, get(id).site().value())
                .because(reason.strip()));
        events.publishEvent(new ApplicationRefused(id, get(id).person(), clock.instant()));
    }

    private void settle(
            ApplicationId id,
            Application.State state,
            @org.jspecify.annotations.Nullable Actor actor,
            String name,
            String reason) {
        IssuePolicy.open(lock(id).state()).orRefuse();
        store.settle(id, state, clock.instant(), actor == null ? null : actor.account(), name, reason);
    }

    private Application lock(ApplicationId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("application " + id));
    }
}
