package org.zhiyuan.certificate;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** What this room keeps of a person. After an erasure the number stays, of a certificate whose holder is nobody. */
@Component
class CertificatePersonalData implements PersonalData {
    private static final int KEPT_MAX = 1_000;

    private final CertificateStore certificates;
    private final ApplicationStore applications;
    private final Volunteers volunteers;
    private final InstantSource clock;

    CertificatePersonalData(
            CertificateStore certificates, ApplicationStore applications, Volunteers volunteers, InstantSource clock) {
        this.certificates = certificates;
        this.applications = applications;
        this.volunteers = volunteers;
        this.clock = clock;
    }

    @Override
    public String key() {
        return "certificate";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Map<String, Object> copy = new LinkedHashMap<>();
        copy.put(
                "certificates",
                certificates(person).stream()
                        .map(one -> Map.of(
                                "number", one.number(),
                                "state", one.state().label().key(),
                                "issued_at", one.issuedAt().toString(),
                                "from", one.from().toString(),
                                "to", one.to().toString(),
                                "minutes", one.time().minutes(),
                                "page", one.publicPath()))
                        .toList());
        copy.put(
                "applications",
                applications(person).stream()
                        .map(one -> Map.of(
                                "at", one.at().toString(),
                                "state", one.state().label().key(),
                                "from", one.from().toString(),
                                "to", one.to().toString(),
                                "purpose", one.purpose(),
                                "why_not", one.reason()))
                        .toList());
        return copy;
    }

    private List<Certificate> certificates(PersonId person) {
        return volunteer(person)
                .map(id -> certificates.of(id.value(), KEPT_MAX))
                .orElse(List.of());
    }

    private List<Application> applications(PersonId person) {
        return volunteer(person)
                .map(id -> applications.of(id.value(), KEPT_MAX))
                .orElse(List.of());
    }

    private java.util.Optional<VolunteerId> volunteer(PersonId person) {
        return volunteers.of(person).map(Volunteer::id);
    }

    @Override
    public void erase(PersonId person) {
        certificates(person).forEach(one -> certificates.erase(one.id(), clock.instant()));
        applications(person).stream()
                .filter(one -> one.state() == Application.State.OPEN)
                .forEach(one ->
                        applications.settle(one.id(), Application.State.WITHDRAWN, clock.instant(), null, "", ""));
    }
}
