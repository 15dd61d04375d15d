package org.zhiyuan.certificate;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.hours.Reversal;
import org.zhiyuan.hours.TakenBack;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerId;

/** The certificates that were issued: by who recorded, shown to whoever has the code, revoked by two. */
@Service
@Transactional
public class Certificates {
    private static final int SHOWN_MAX = 50;
    private static final int PAGE_MAX = 500;

    private final CertificateStore store;
    private final ApplicationStore applications;
    private final Papers papers;
    private final Credits credits;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Certificates(
            CertificateStore store,
            ApplicationStore applications,
            Papers papers,
            Credits credits,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.applications = applications;
        this.papers = papers;
        this.credits = credits;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Issues what was prepared; the application is done with it. Refuses whoever did not record, or certifies himself. */
    public Certificate issue(Actor actor, Prepared prepared) {
        Application application =
                applications.lock(prepared.application().id().value()).orElseThrow(() -> new Absent("application"));
        IssuePolicy.open(application.state()).orRefuse();
        IssuePolicy.anotherHandlesIt(actor, application.person()).orRefuse();
        IssuePolicy.onlyWhoRecorded(prepared.credits(), papers.within(application.site()))
                .orRefuse();
        // while it was drawn an hour may have been taken back; from here on none is until this is written
        if (!credits.stand(application.volunteer(), prepared.credits())) {
            throw new Refusal(Text.of("刚才有时长变了，这份证明没有开"), Text.of("请刷新页面，看过新的时长再开"));
        }
        UUID account = account(actor);
        store.add(prepared, account, actor.name(), actor.person(), clock.instant());
        applications.settle(application.id(), Application.State.ISSUED, clock.instant(), account, actor.name(), "");
        audit.record(Deed.of(
                        "certificate.issued",
                        Text.of("开具志愿服务证明 {0}", prepared.shown().number()))
                .on("certificate", prepared.id(), application.site().value()));
        events.publishEvent(new CertificateIssued(
                prepared.id(), application.person(), prepared.shown().number(), clock.instant()));
        return get(prepared.id());
    }

    private static UUID account(Actor actor) {
        return Optional.ofNullable(actor.account()).orElseThrow(() -> new Absent("account"));
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Certificate get(CertificateId id) {
        return find(id).orElseThrow(() -> new Absent("certificate " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Certificate> find(CertificateId id) {
        return store.find(id.value());
    }

    @Transactional(readOnly = true)
    public Optional<Certificate> of(ApplicationId application) {
        return store.of(application).flatMap(store::find);
    }

    @Transactional(readOnly = true)
    public List<Certificate> of(VolunteerId volunteer) {
        return store.of(volunteer.value(), SHOWN_MAX);
    }

    /** The certificate that a code leads to, in the actor's sight. */
    @Transactional(readOnly = true)
    public Optional<Certificate> coded(String code) {
        return store.coded(code);
    }

    /** Accounts that had a hand in it: issued it, or said that it should not stand. */
    @Transactional(readOnly = true)
    public Set<UUID> hands(CertificateId id) {
        return Set.copyOf(store.hands(id));
    }

    /** Those in the actor's sight, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Certificate> list(int page) {
        int turned = Math.clamp(page, 1, PAGE_MAX);
        return new Slice<>(
                store.list(Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.count());
    }

    /** What anybody may read who has the code; blanks and capitals are forgiven. */
    @Transactional(readOnly = true)
    public Optional<Shown> shown(String code) {
        return store.shown(code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }

    /** Certificates in public notice (R21): masked, for as many days as the pack says. */
    @Transactional(readOnly = true)
    public Slice<Shown> noticed(int page) {
        LocalDate today = today();
        int turned = Math.clamp(page, 1, PAGE_MAX);
        return new Slice<>(
                store.noticed(today, Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.noticedCount(today));
    }

    /** Whether a PDF is the one that was issued, by its SHA-256: not a byte of it may differ. */
    public static boolean isPaper(Shown shown, byte[] pdf) {
        return Arrays.equals(shown.pdfDigest(), Papers.digest(pdf));
    }

    /** The same of a digest as people copy it; false where it is none. */
    public static boolean isDigest(Shown shown, String typed) {
        String plain = typed.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        return plain.equals(HexFormat.of().formatHex(shown.pdfDigest()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    // --- revoking ---

    @Transactional(readOnly = true)
    public List<Revocation> revocations(CertificateId id) {
        return store.revocations(id.value(), SHOWN_MAX);
    }

    /** Those that wait for a second person, in the actor's sight. */
    @Transactional(readOnly = true)
    public List<Revocation> openRevocations(int limit) {
        return store.openRevocations(limit);
    }

    /** The first of two: says why it should not stand. It stands until the second agrees. */
    public void propose(Actor actor, CertificateId id, String reason) {
        IssuePolicy.reasonGiven(reason).orRefuse();
        Certificate certificate = lock(id);
        IssuePolicy.anothersCertificate(actor, certificate.person()).orRefuse();
        if (certificate.state() == Certificate.State.REVOKED) {
            throw new Refusal(Text.of("这份证明已经撤销了"));
        }
        if (revocations(id).stream().anyMatch(Revocation::open)) {
            throw new Refusal(Text.of("已经有人提出撤销，等第二个人确认"), Text.of("请刷新页面看看"));
        }
        store.propose(new Revocation(
                Ids.next(clock), id, reason.strip(), clock.instant(), account(actor), actor.name(), null, "", null));
        audit.record(Deed.of("certificate.revocation_proposed", Text.of("提出撤销证明 {0}", certificate.number()))
                .on("certificate", id, certificate.site().value())
                .because(reason.strip()));
    }

    /** The second: from now on the public page says that it is revoked; or it goes on standing. */
    public void settle(Actor actor, CertificateId id, boolean confirmed) {
        Certificate certificate = lock(id);
        Revocation open = revocations(id).stream()
                .filter(Revocation::open)
                .findFirst()
                .orElseThrow(() -> new Refusal(Text.of("没有等着确认的撤销"), Text.of("请刷新页面看看")));
        IssuePolicy.theSecondPersonIsAnother(open, actor.account()).orRefuse();
        IssuePolicy.anothersCertificate(actor, certificate.person()).orRefuse();
        if (!confirmed) {
            IssuePolicy.whoIssuedItDoesNotKeepIt(store.handler(id), actor.account())
                    .orRefuse();
        }
        store.settle(open.id(), confirmed, account(actor), actor.person(), actor.name(), clock.instant());
        if (confirmed) {
            revoke(certificate, open.reason());
            return;
        }
        audit.record(Deed.of("certificate.revocation_declined", Text.of("没有同意撤销证明 {0}", certificate.number()))
                .on("certificate", id, certificate.site().value())
                .because(open.reason()));
    }

    private void revoke(Certificate certificate, String reason) {
        store.revoke(certificate.id(), today());
        events.publishEvent(
                new CertificateRevoked(certificate.id(), certificate.person(), certificate.number(), clock.instant()));
        audit.record(Deed.of("certificate.revoked", Text.of("撤销了证明 {0}", certificate.number()))
                .on("certificate", certificate.id(), certificate.site().value())
                .because(reason));
    }

    /** Those that stand and count what two persons took back. */
    @Transactional(readOnly = true)
    List<CertificateId> counting(List<TakenBack> takenBack) {
        return takenBack.isEmpty()
                ? List.of()
                : store.counting(takenBack.stream().map(TakenBack::ledger).toList()).stream()
                        .map(CertificateId::new)
                        .toList();
    }

    /**
     * Revokes one that counts what two persons took back: with the words of these two, for it says what counts no more.
     * Whoever needs a certificate asks for a new one. Doing it again changes nothing. With everything in scope.
     */
    void fall(CertificateId id, List<TakenBack> takenBack) {
        Certificate certificate = lock(id);
        if (certificate.state() == Certificate.State.REVOKED) {
            return;
        }
        Set<String> counted = Set.copyOf(store.entries(id));
        takenBack.stream()
                .filter(one -> counted.contains(one.ledger().entry()))
                .findFirst()
                .ifPresent(why -> fall(certificate, why));
    }

    private void fall(Certificate certificate, TakenBack why) {
        Reversal reversal = why.reversal();
        UUID second = Objects.requireNonNull(reversal.doneBy());
        Revocation open = revocations(certificate.id()).stream()
                .filter(Revocation::open)
                .findFirst()
                .orElseGet(() -> {
                    Revocation proposed = new Revocation(
                            Ids.next(clock),
                            certificate.id(),
                            reversal.reason(),
                            clock.instant(),
                            reversal.askedBy(),
                            reversal.askedWho(),
                            null,
                            "",
                            null);
                    store.propose(proposed);
                    return proposed;
                });
        // somebody else may have proposed it before; then either of the two is the second
        boolean askedFirst = open.account().equals(second);
        store.settle(
                open.id(),
                true,
                askedFirst ? reversal.askedBy() : second,
                null,
                askedFirst ? reversal.askedWho() : reversal.doneWho(),
                clock.instant());
        revoke(certificate, reversal.reason());
    }

    private Certificate lock(CertificateId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("certificate " + id));
    }
}
