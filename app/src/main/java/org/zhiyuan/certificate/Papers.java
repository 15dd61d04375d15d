package org.zhiyuan.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.cell.City;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.Canonical;
import org.zhiyuan.ledger.Seals;
import org.zhiyuan.network.Contact;
import org.zhiyuan.network.Heads;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonKeys;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteers;

/**
 * What stands on certificates: gathered, signed, sealed under the holder's key and opened again. Works with every row in
 * reach, since the hours of one person may lie where the issuing place sees nothing; who may ask is settled before.
 */
@Service
@Transactional
class Papers {
    static final String TABLE = "certificate.certificate";
    private static final String DOCUMENT = "document";
    private static final String PAPER = "paper";
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int CODE_LENGTH = 20;
    private static final int NOTICE_MIN_YEARS = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CertificateStore store;
    private final ObjectProvider<Credits> credits;
    private final Volunteers volunteers;
    private final People people;
    private final PersonKeys keys;
    private final Sites sites;
    private final Places places;
    private final ObjectProvider<Heads> heads;
    private final Seals seals;
    private final City city;
    private final InstantSource clock;

    Papers(
            CertificateStore store,
            ObjectProvider<Credits> credits,
            Volunteers volunteers,
            People people,
            PersonKeys keys,
            Sites sites,
            Places places,
            ObjectProvider<Heads> heads,
            Seals seals,
            City city,
            InstantSource clock) {
        this.store = store;
        this.credits = credits;
        this.volunteers = volunteers;
        this.people = people;
        this.keys = keys;
        this.sites = sites;
        this.places = places;
        this.heads = heads;
        this.seals = seals;
        this.city = city;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** A certificate in words, with the signed form of the same. */
    record Gathered(CertificateId id, Face face, List<Credit> credits, String document) {}

    /** What the place of the application recorded of the volunteer, in a place and what lies below. */
    @Transactional(readOnly = true)
    List<Credit> recorded(Application application) {
        return recorded(application, within(application.site()));
    }

    private List<Credit> recorded(Application application, Set<SiteId> within) {
        Credits source = credits.getIfAvailable();
        return source == null
                ? List.of()
                : source.of(application.volunteer(), application.from(), application.to()).stream()
                        .filter(credit -> within.contains(credit.site()))
                        .toList();
    }

    /** The place and all that lies below it today. */
    @Transactional(readOnly = true)
    Set<SiteId> within(SiteId site) {
        Map<SiteId, KnownSite> byId = new HashMap<>();
        sites.known(today()).forEach(known -> byId.put(known.id(), known));
        Set<SiteId> within = new HashSet<>(Set.of(site));
        for (KnownSite known : byId.values()) {
            for (KnownSite at = known; at != null; at = above(at, byId)) {
                if (at.id().equals(site)) {
                    within.add(known.id());
                }
            }
        }
        return within;
    }

    private static @Nullable KnownSite above(KnownSite site, Map<SiteId, KnownSite> byId) {
        SiteId parent = site.parent();
        return parent == null ? null : byId.get(parent);
    }

    /**
     * Gathers and signs; every line is proved by the ledger or there is no certificate.
     *
     * @param handler who handles it, by name
     * @param address of this house, without a path
     */
    Gathered gather(Application application, String handler, String address) {
        List<Credit> lines = recorded(application, within(application.site()));
        IssuePolicy.somethingIsCertified(lines).orRefuse();
        LocalDate today = today();
        Site site = sites.get(application.site(), today);
        String code = code();
        Face face = new Face(
                number(today),
                code,
                people.fullName(application.person())
                        .orElseThrow(() -> new Refusal(Text.of("这位志愿者没有登记姓名"), Text.of("请先在人员信息里补上姓名"))),
                volunteers.get(application.volunteer()).number().value(),
                application.from(),
                application.to(),
                lines.stream().map(Credit::time).reduce(ServiceTime.NONE, ServiceTime::plus),
                site.name().full(),
                responsible(site.id(), today),
                handler,
                contact(site.id()),
                today,
                address + "/certificates/" + code,
                city.sample(),
                lines.stream().map(Face.Line::of).toList());
        List<Seals.Opened> proofs =
                seals.opened(lines.stream().map(Credit::entry).toList());
        String document = Canonical.text(seals.signed(face.facts(proofs)));
        return new Gathered(new CertificateId(Ids.next(clock)), face, lines, document);
    }

    private String number(LocalDate today) {
        String prefix = store.rule("number-prefix", today).orElse("ZA");
        return String.format(Locale.ROOT, "%s-%d-%07d", prefix, today.getYear(), store.nextNumber());
    }

    /** A hundred bits: nobody finds another's certificate by trying. */
    private static String code() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    private String responsible(SiteId site, LocalDate today) {
        Heads known = heads.getIfAvailable();
        Heads.Head head = known == null ? null : known.of(List.of(site), today).get(site);
        return head == null ? "" : head.name();
    }

    private String contact(SiteId site) {
        return places.contacts(site).stream()
                .filter(Contact::service)
                .map(Contact::phone)
                .findFirst()
                .orElse(city.phone());
    }

    private int number(String rule, LocalDate on, int otherwise) {
        return store.rule(rule, on).map(Integer::parseInt).orElse(otherwise);
    }

    /** Seals both under the holder's key, so that they go with him; nothing of them stands anywhere in plain. */
    Prepared seal(Application application, Gathered gathered, byte[] pdf) {
        Face face = gathered.face();
        PersonId person = people.resolve(application.person());
        UUID row = gathered.id().value();
        int noticeDays = number("notice-days", face.issuedOn(), 0);
        // of children nothing is told in public, masked or not (R41); whose age nobody knows may be one
        boolean noticed = noticeDays > 0
                && people.years(person).orElse(0) >= number("notice-min-years", face.issuedOn(), NOTICE_MIN_YEARS);
        Shown shown = new Shown(
                face.code(),
                face.number(),
                Character.toString(face.holder().codePointAt(0)) + "**",
                Certificate.State.ISSUED,
                false,
                face.issuer(),
                face.issuedOn(),
                face.from(),
                face.to(),
                face.total(),
                face.mix(),
                digest(pdf),
                noticed ? face.issuedOn().plusDays(noticeDays) : null,
                null);
        return new Prepared(
                gathered.id(),
                application,
                gathered.credits(),
                shown,
                keys.seal(person, TABLE, row, DOCUMENT, gathered.document()),
                keys.seal(person, TABLE, row, PAPER, Base64.getEncoder().encodeToString(pdf)));
    }

    @Transactional(readOnly = true)
    byte[] document(Certificate certificate) {
        byte[] sealed = kept(certificate).document();
        return open(certificate, DOCUMENT, sealed).getBytes(StandardCharsets.UTF_8);
    }

    @Transactional(readOnly = true)
    byte[] paper(Certificate certificate) {
        return Base64.getDecoder()
                .decode(open(certificate, PAPER, kept(certificate).paper()));
    }

    private CertificateStore.Kept kept(Certificate certificate) {
        return store.kept(certificate.id().value()).orElseThrow(() -> new Absent("what stood on " + certificate.id()));
    }

    private String open(Certificate certificate, String column, byte[] sealed) {
        return keys.open(
                people.resolve(certificate.person()), TABLE, certificate.id().value(), column, sealed);
    }

    static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Where something was recorded of a volunteer, with how much. */
    @Transactional(readOnly = true)
    List<Recorded> whereRecorded(org.zhiyuan.volunteer.VolunteerId volunteer, LocalDate from, LocalDate to) {
        Credits source = credits.getIfAvailable();
        Map<SiteId, Recorded> bySite = new java.util.LinkedHashMap<>();
        if (source != null) {
            source.of(volunteer, from, to)
                    .forEach(credit -> bySite.merge(
                            credit.site(),
                            new Recorded(credit.site(), "", 1, credit.time()),
                            (one, other) -> new Recorded(
                                    one.site(), "", one.times() + 1, one.time().plus(other.time()))));
        }
        Map<SiteId, String> names = new HashMap<>();
        sites.getAll(bySite.keySet(), today())
                .forEach(site -> names.put(site.id(), site.name().full()));
        List<Recorded> named = new ArrayList<>();
        bySite.values()
                .forEach(one -> named.add(new Recorded(
                        one.site(),
                        Objects.requireNonNull(names.getOrDefault(one.site(), "")),
                        one.times(),
                        one.time())));
        return named;
    }
}
