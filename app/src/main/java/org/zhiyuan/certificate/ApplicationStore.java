package org.zhiyuan.certificate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of applications. */
@Repository
class ApplicationStore {
    private static final String COLUMNS =
            "id, volunteer, person, site, from_day, to_day, purpose, channel, state, at, reason";

    private final JdbcClient jdbc;

    ApplicationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Application application, @Nullable UUID account) {
        jdbc.sql("""
                        insert into certificate.application (id, volunteer, person, site, from_day, to_day, purpose, channel,
                            state, at, account, settled_name, reason)
                        values (:id, :volunteer, :person, :site, :from, :to, :purpose, :channel, 'OPEN', :at, :account, '',
                            '')""")
                .param("id", application.id().value())
                .param("volunteer", application.volunteer().value())
                .param("person", application.person().value())
                .param("site", application.site().value())
                .param("from", application.from())
                .param("to", application.to())
                .param("purpose", application.purpose())
                .param("channel", application.channel().name())
                .param("at", application.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    Optional<Application> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from certificate.application where id = :id")
                .param("id", id)
                .query((row, n) -> application(row))
                .optional();
    }

    Optional<Application> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from certificate.application where id = :id for no key update")
                .param("id", id)
                .query((row, n) -> application(row))
                .optional();
    }

    boolean open(VolunteerId volunteer, SiteId site) {
        return jdbc.sql("""
                        select exists (select from certificate.application
                                       where volunteer = :volunteer and site = :site and state = 'OPEN')""")
                .param("volunteer", volunteer.value())
                .param("site", site.value())
                .query(Boolean.class)
                .single();
    }

    void settle(ApplicationId id, Application.State state, Instant at, @Nullable UUID by, String name, String reason) {
        jdbc.sql("""
                        update certificate.application
                        set state = :state, settled_at = :at, settled_by = :by, settled_name = :name, reason = :reason
                        where id = :id""")
                .param("state", state.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("name", name)
                .param("reason", reason)
                .param("id", id.value())
                .update();
    }

    List<Application> of(UUID volunteer, int limit) {
        return jdbc.sql("select " + COLUMNS + " " + """
                         from certificate.application where volunteer = :volunteer order by at desc, id desc
                        limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query((row, n) -> application(row))
                .list();
    }

    List<Application> open(int limit) {
        return jdbc.sql("select " + COLUMNS + " " + """
                         from certificate.application where state = 'OPEN' order by at, id limit :limit""")
                .param("limit", limit)
                .query((row, n) -> application(row))
                .list();
    }

    private static Application application(ResultSet row) throws SQLException {
        return new Application(
                new ApplicationId(row.getObject("id", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                row.getString("purpose"),
                Application.Channel.valueOf(row.getString("channel")),
                Application.State.valueOf(row.getString("state")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("reason"));
    }
}
