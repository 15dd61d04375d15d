package org.zhiyuan.complaint;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.certificate.Certificates;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Volunteers;

/**
 * What a complaint can be about: what is published, and records of one's own. Called as the house, so that whom it is about is
 * known also to whoever may not see them; so each kind says itself who may name it.
 */
@Component
class Subjects {
    private final Sites sites;
    private final Activities activities;
    private final Teams teams;
    private final Hours hours;
    private final Certificates certificates;
    private final Volunteers volunteers;
    private final InstantSource clock;

    Subjects(
            Sites sites,
            Activities activities,
            Teams teams,
            Hours hours,
            Certificates certificates,
            Volunteers volunteers,
            InstantSource clock) {
        this.sites = sites;
        this.activities = activities;
        this.teams = teams;
        this.hours = hours;
        this.certificates = certificates;
        this.volunteers = volunteers;
        this.clock = clock;
    }

    Optional<Subject> find(Actor actor, Subject.Kind kind, String id) {
        try {
            return switch (kind) {
                case SITE -> site(id);
                case ACTIVITY -> activity(ActivityId.parse(id));
                case TEAM -> team(TeamId.parse(id));
                case ENTRY -> entry(actor, EntryId.parse(id));
                case CERTIFICATE -> certificate(actor, id);
                case VOLUNTEER -> volunteer(actor, id);
            };
        } catch (Absent e) {
            return Optional.empty();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private Optional<Subject> site(String id) {
        return sites.resolve(id, today())
                .flatMap(found -> sites.find(found, today()))
                .filter(site -> site.openOn(today()))
                .map(site -> new Subject(
                        Subject.Kind.SITE,
                        site.id().toString(),
                        site.called(Words.english()),
                        site.id(),
                        false,
                        Set.of(),
                        Set.of()));
    }

    private Optional<Subject> activity(ActivityId id) {
        return activities
                .find(id)
                .filter(activity -> activity.state().published())
                .map(activity -> new Subject(
                        Subject.Kind.ACTIVITY,
                        id.toString(),
                        activity.title(),
                        activity.site(),
                        false,
                        ids(activity.leaders()),
                        activity.createdBy() == null ? Set.of() : Set.of(activity.createdBy())));
    }

    private static Set<UUID> ids(Iterable<PersonId> people) {
        Set<UUID> ids = new HashSet<>();
        people.forEach(person -> ids.add(person.value()));
        return ids;
    }

    private Optional<Subject> team(TeamId id) {
        return teams.find(id)
                .map(team -> new Subject(
                        Subject.Kind.TEAM,
                        id.toString(),
                        team.name(),
                        team.site(),
                        false,
                        ids(teams.leaders(id)),
                        Set.of()));
    }

    /** One's own only: of others' hours nobody is told which there are. */
    private Optional<Subject> entry(Actor actor, EntryId id) {
        return hours.find(id)
                .filter(entry -> entry.person().value().equals(actor.person()))
                .map(entry -> {
                    Optional<Activity> activity = activities.find(entry.activity());
                    return new Subject(
                            Subject.Kind.ENTRY,
                            id.toString(),
                            activity.map(Activity::title).orElse("") + " " + entry.day(),
                            entry.site(),
                            true,
                            activity.map(found -> ids(found.leaders())).orElse(Set.of()),
                            hours.hands(entry));
                });
    }

    /** Whoever has its code knows of it. */
    private Optional<Subject> certificate(Actor actor, String code) {
        return certificates
                .coded(code)
                .map(found -> new Subject(
                        Subject.Kind.CERTIFICATE,
                        code,
                        found.number(),
                        found.site(),
                        found.person().value().equals(actor.person()),
                        Set.of(),
                        certificates.hands(found.id())));
    }

    private Optional<Subject> volunteer(Actor actor, String number) {
        return volunteers
                .own(actor)
                .filter(own -> own.number().value().equals(number))
                .map(own -> new Subject(Subject.Kind.VOLUNTEER, number, number, own.site(), true, Set.of(), Set.of()));
    }
}
