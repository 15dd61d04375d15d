package org.zhiyuan.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of consent. */
@Repository
class ConsentStore {
    private static final String TEXT_COLUMNS =
            "purpose, version, valid_from, separate, title, title_en, text, text_en, digest";

    private final JdbcClient jdbc;

    ConsentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void addText(ConsentText text) {
        jdbc.sql("""
                        insert into person.consent_text
                            (purpose, version, valid_from, separate, title, title_en, text, text_en, digest)
                        values (:purpose, :version, :validFrom, :separate, :title, :titleEn, :text, :textEn, :digest)""")
                .param("purpose", text.purpose())
                .param("version", text.version())
                .param("validFrom", text.validFrom())
                .param("separate", text.separate())
                .param("title", text.title())
                .param("titleEn", text.titleEn())
                .param("text", text.text())
                .param("textEn", text.textEn())
                .param("digest", text.digest())
                .update();
    }

    List<ConsentText> texts() {
        return jdbc.sql("select " + TEXT_COLUMNS + " from person.consent_text order by purpose, version")
                .query((row, number) -> text(row))
                .list();
    }

    /** The text of each purpose that counts on a day, purposes in order. */
    List<ConsentText> textsOn(LocalDate day) {
        return jdbc.sql("select distinct on (purpose) " + TEXT_COLUMNS + """
                         from person.consent_text
                        where valid_from <= :day
                        order by purpose, version desc""")
                .param("day", day)
                .query((row, number) -> text(row))
                .list();
    }

    void add(UUID id, PersonId person, Consent consent, @Nullable UUID account) {
        PersonId guardian = consent.guardian();
        jdbc.sql("""
                        insert into person.consent
                            (id, person, purpose, version, given, at, channel, guardian, account)
                        values (:id, :person, :purpose, :version, :given, :at, :channel, :guardian, :account)""")
                .param("id", id)
                .param("person", person.value())
                .param("purpose", consent.purpose())
                .param("version", consent.version())
                .param("given", consent.given())
                .param("at", Timestamp.from(consent.at()))
                .param("channel", consent.channel().name())
                .param("guardian", guardian == null ? null : guardian.value())
                .param("account", account)
                .update();
    }

    /** The whole ledger of a person, the latest first. */
    List<Consent> ledger(PersonId person, int limit) {
        return jdbc.sql("""
                        select purpose, version, given, at, channel, guardian from person.consent
                        where person = :person
                        order by at desc, id desc
                        limit :limit""")
                .param("person", person.value())
                .param("limit", limit)
                .query((row, number) -> consent(row))
                .list();
    }

    Optional<Consent> latest(PersonId person, String purpose) {
        return jdbc.sql("""
                        select purpose, version, given, at, channel, guardian from person.consent
                        where person = :person and purpose = :purpose
                        order by at desc, id desc
                        limit 1""")
                .param("person", person.value())
                .param("purpose", purpose)
                .query((row, number) -> consent(row))
                .optional();
    }

    private static ConsentText text(ResultSet row) throws SQLException {
        return new ConsentText(
                row.getString("purpose"),
                row.getInt("version"),
                row.getObject("valid_from", LocalDate.class),
                row.getBoolean("separate"),
                row.getString("title"),
                row.getString("title_en"),
                row.getString("text"),
                row.getString("text_en"),
                row.getString("digest"));
    }

    private static Consent consent(ResultSet row) throws SQLException {
        UUID guardian = row.getObject("guardian", UUID.class);
        return new Consent(
                row.getString("purpose"),
                row.getInt("version"),
                row.getBoolean("given"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Consent.Channel.valueOf(row.getString("channel")),
                guardian == null ? null : new PersonId(guardian));
    }
}
