package org.zhiyuan.certificate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.ledger.EntryId;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of certificates, and of what a decree may change about them. */
@Repository
class CertificateStore {
    private static final String COLUMNS = """
            id, volunteer, person, site, number, code, state, from_day, to_day, minutes, lines, issued_at, handler_name,
            erased_at""";
    private static final String SHOWN = """
            code, number, name, state, erased, issuer, issued_on, from_day, to_day, minutes, scanned, led, paper, late,
            pdf_digest, noticed_to, revoked_on""";
    private static final String REVOCATION =
            "id, certificate, reason, at, account, who, settled_at, settled_name, confirmed";

    private final JdbcClient jdbc;

    CertificateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- rules ---

    Optional<String> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from certificate.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(String.class)
                .optional();
    }

    void addRule(String key, LocalDate from, String value) {
        jdbc.sql("""
                        insert into certificate.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    long nextNumber() {
        return jdbc.sql("select nextval('certificate.number')")
                .query(Long.class)
                .single();
    }

    // --- issuing ---

    void add(Prepared prepared, UUID handler, String handlerName, @Nullable UUID handlerPerson, Instant at) {
        Application application = prepared.application();
        jdbc.sql("""
                        insert into certificate.certificate (id, application, volunteer, person, site, number, code, state,
                            from_day, to_day, minutes, lines, issued_at, handler, handler_name, handler_person,
                            pdf_digest, document, paper)
                        values (:id, :application, :volunteer, :person, :site, :number, :code, 'ISSUED', :from, :to,
                            :minutes, :lines, :at, :handler, :handlerName, :handlerPerson, :digest, :document, :paper)""")
                .param("id", prepared.id().value())
                .param("application", application.id().value())
                .param("volunteer", application.volunteer().value())
                .param("person", application.person().value())
                .param("site", application.site().value())
                .param("number", prepared.shown().number())
                .param("code", prepared.shown().code())
                .param("from", application.from())
                .param("to", application.to())
                .param("minutes", prepared.shown().time().minutes())
                .param("lines", prepared.credits().size())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("handler", handler)
                .param("handlerName", handlerName)
                .param("handlerPerson", handlerPerson)
                .param("digest", prepared.shown().pdfDigest())
                .param("document", prepared.document())
                .param("paper", prepared.paper())
                .update();
        int position = 0;
        for (Credit credit : prepared.credits()) {
            add(prepared.id(), ++position, credit);
        }
        add(prepared.id(), prepared.shown());
    }

    void add(CertificateId certificate, int position, Credit credit) {
        jdbc.sql("""
                        insert into certificate.line (certificate, position, site, entry, day, minutes, manner, late)
                        values (:certificate, :position, :site, :entry, :day, :minutes, :manner, :late)""")
                .param("certificate", certificate.value())
                .param("position", position)
                .param("site", credit.site().value())
                .param("entry", credit.entry().entry())
                .param("day", credit.day())
                .param("minutes", credit.time().minutes())
                .param("manner", credit.manner().name())
                .param("late", credit.late())
                .update();
    }

    private void add(CertificateId certificate, Shown shown) {
        jdbc.sql("""
                        insert into certificate.shown (certificate, code, number, name, state, erased, issuer, issued_on,
                            from_day, to_day, minutes, scanned, led, paper, late, pdf_digest, noticed_to)
                        values (:certificate, :code, :number, :name, 'ISSUED', false, :issuer, :issued, :from, :to,
                            :minutes, :scanned, :led, :paper, :late, :digest, :noticed)""")
                .param("certificate", certificate.value())
                .param("code", shown.code())
                .param("number", shown.number())
                .param("name", shown.name())
                .param("issuer", shown.issuer())
                .param("issued", shown.issuedOn())
                .param("from", shown.from())
                .param("to", shown.to())
                .param("minutes", shown.time().minutes())
                .param("scanned", minutes(shown, Manner.Group.SCANNED))
                .param("led", minutes(shown, Manner.Group.LED))
                .param("paper", minutes(shown, Manner.Group.PAPER))
                .param("late", minutes(shown, Manner.Group.LATE))
                .param("digest", shown.pdfDigest())
                .param("noticed", shown.noticedTo())
                .update();
    }

    private static long minutes(Shown shown, Manner.Group group) {
        return shown.mix().getOrDefault(group, ServiceTime.NONE).minutes();
    }

    // --- reading ---

    Optional<Certificate> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from certificate.certificate where id = :id")
                .param("id", id)
                .query((row, n) -> certificate(row))
                .optional();
    }

    Optional<Certificate> numbered(String number) {
        return jdbc.sql("select " + COLUMNS + " from certificate.certificate where number = :number")
                .param("number", number)
                .query((row, n) -> certificate(row))
                .optional();
    }

    Optional<Certificate> coded(String code) {
        return jdbc.sql("select " + COLUMNS + " from certificate.certificate where code = :code")
                .param("code", code)
                .query((row, n) -> certificate(row))
                .optional();
    }

    List<UUID> hands(CertificateId id) {
        return jdbc.sql("""
                        select k.handler from certificate.certificate k where k.id = :id
                        union select r.account from certificate.revocation r where r.certificate = :id
                        union select r.settled_by from certificate.revocation r
                        where r.certificate = :id and r.settled_by is not null""")
                .param("id", id.value())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    Optional<Certificate> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from certificate.certificate where id = :id for no key update")
                .param("id", id)
                .query((row, n) -> certificate(row))
                .optional();
    }

    Optional<UUID> of(ApplicationId application) {
        return jdbc.sql("select id from certificate.certificate where application = :application")
                .param("application", application.value())
                .query(UUID.class)
                .optional();
    }

    List<Certificate> list(int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + " " + """
                         from certificate.certificate order by issued_at desc, id desc limit :limit offset :offset""")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> certificate(row))
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from certificate.certificate")
                .query(Long.class)
                .single();
    }

    List<Certificate> of(UUID volunteer, int limit) {
        return jdbc.sql("select " + COLUMNS + " " + """
                         from certificate.certificate where volunteer = :volunteer
                        order by issued_at desc, id desc limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query((row, n) -> certificate(row))
                .list();
    }

    /** What was sealed: the signed form and the PDF. */
    record Kept(byte[] document, byte[] paper) {}

    Optional<Kept> kept(UUID id) {
        return jdbc.sql("""
                        select document, paper from certificate.certificate where id = :id and document is not null""")
                .param("id", id)
                .query((row, n) -> new Kept(row.getBytes("document"), row.getBytes("paper")))
                .optional();
    }

    Optional<Shown> shown(String code) {
        return jdbc.sql("select " + SHOWN + " from certificate.shown where code = :code")
                .param("code", code)
                .query((row, n) -> shown(row))
                .optional();
    }

    List<Shown> noticed(LocalDate today, int limit, long offset) {
        return jdbc.sql("select " + SHOWN + " " + """
                         from certificate.shown where noticed_to >= :today and state = 'ISSUED' and not erased
                        order by issued_on desc, number desc limit :limit offset :offset""")
                .param("today", today)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> shown(row))
                .list();
    }

    long noticedCount(LocalDate today) {
        return jdbc.sql("""
                        select count(*) from certificate.shown
                        where noticed_to >= :today and state = 'ISSUED' and not erased""").param("today", today).query(Long.class).single();
    }

    private static Certificate certificate(ResultSet row) throws SQLException {
        return new Certificate(
                new CertificateId(row.getObject("id", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("number"),
                row.getString("code"),
                Certificate.State.valueOf(row.getString("state")),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                new ServiceTime(row.getLong("minutes")),
                row.getInt("lines"),
                instant(row, "issued_at"),
                row.getString("handler_name"),
                instantOrNull(row, "erased_at"));
    }

    private static Shown shown(ResultSet row) throws SQLException {
        Map<Manner.Group, ServiceTime> mix = new EnumMap<>(Manner.Group.class);
        for (Manner.Group group : Manner.Group.values()) {
            long minutes = row.getLong(group.name().toLowerCase(java.util.Locale.ROOT));
            if (minutes > 0) {
                mix.put(group, new ServiceTime(minutes));
            }
        }
        return new Shown(
                row.getString("code"),
                row.getString("number"),
                row.getString("name"),
                Certificate.State.valueOf(row.getString("state")),
                row.getBoolean("erased"),
                row.getString("issuer"),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                new ServiceTime(row.getLong("minutes")),
                mix,
                row.getBytes("pdf_digest"),
                row.getObject("noticed_to", LocalDate.class),
                row.getObject("revoked_on", LocalDate.class));
    }

    // --- revoking and erasing ---

    void propose(Revocation revocation) {
        jdbc.sql("""
                        insert into certificate.revocation (id, certificate, reason, at, account, who, settled_name)
                        values (:id, :certificate, :reason, :at, :account, :who, '')""")
                .param("id", revocation.id())
                .param("certificate", revocation.certificate().value())
                .param("reason", revocation.reason())
                .param("at", revocation.at().atOffset(ZoneOffset.UTC))
                .param("account", revocation.account())
                .param("who", revocation.who())
                .update();
    }

    /** The account that issued it. */
    UUID handler(CertificateId id) {
        return jdbc.sql("select handler from certificate.certificate where id = :id")
                .param("id", id.value())
                .query((row, n) -> row.getObject(1, UUID.class))
                .single();
    }

    boolean settle(UUID revocation, boolean confirmed, UUID account, @Nullable UUID person, String name, Instant at) {
        return jdbc.sql("""
                        update certificate.revocation
                        set settled_at = :at, settled_by = :account, settled_person = :person, settled_name = :name,
                            confirmed = :confirmed
                        where id = :id and settled_at is null""")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("account", account)
                        .param("person", person)
                        .param("name", name)
                        .param("confirmed", confirmed)
                        .param("id", revocation)
                        .update()
                == 1;
    }

    void revoke(CertificateId certificate, LocalDate on) {
        jdbc.sql("update certificate.certificate set state = 'REVOKED' where id = :id")
                .param("id", certificate.value())
                .update();
        jdbc.sql("update certificate.shown set state = 'REVOKED', revoked_on = :on where certificate = :id")
                .param("on", on)
                .param("id", certificate.value())
                .update();
    }

    /** Those that stand and count one of these postings. */
    List<UUID> counting(Collection<EntryId> entries) {
        return jdbc.sql("""
                        select distinct k.id from certificate.line l join certificate.certificate k on k.id = l.certificate
                        where l.entry in (:entries) and k.state = 'ISSUED'""")
                .param("entries", entries.stream().map(EntryId::entry).toList())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    List<String> entries(CertificateId certificate) {
        return jdbc.sql("select entry from certificate.line where certificate = :id")
                .param("id", certificate.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    List<Revocation> revocations(UUID certificate, int limit) {
        return jdbc.sql("select " + REVOCATION + " " + """
                         from certificate.revocation where certificate = :certificate order by at desc limit :limit""")
                .param("certificate", certificate)
                .param("limit", limit)
                .query((row, n) -> revocation(row))
                .list();
    }

    List<Revocation> openRevocations(int limit) {
        return jdbc.sql("select " + REVOCATION + " " + """
                         from certificate.revocation where settled_at is null order by at limit :limit""")
                .param("limit", limit)
                .query((row, n) -> revocation(row))
                .list();
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        return new Revocation(
                row.getObject("id", UUID.class),
                new CertificateId(row.getObject("certificate", UUID.class)),
                row.getString("reason"),
                instant(row, "at"),
                row.getObject("account", UUID.class),
                row.getString("who"),
                instantOrNull(row, "settled_at"),
                row.getString("settled_name"),
                row.getObject("confirmed", Boolean.class));
    }

    void erase(CertificateId certificate, Instant at) {
        jdbc.sql("""
                        update certificate.certificate set document = null, paper = null, erased_at = :at
                        where id = :id and erased_at is null""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", certificate.value())
                .update();
        jdbc.sql("update certificate.shown set name = '', erased = true where certificate = :id")
                .param("id", certificate.value())
                .update();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
