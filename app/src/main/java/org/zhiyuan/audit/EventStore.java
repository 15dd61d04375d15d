package org.zhiyuan.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.TextJson;
import org.zhiyuan.shell.Formats;

@Repository
class EventStore {
    private static final int ACTOR_TEXT_LENGTH_MAX = 200;

    private final JdbcClient jdbc;

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The time is not given: the database writes its own, so that nobody dates an event back. */
    void add(UUID id, Actor actor, Deed deed) {
        jdbc.sql("""
                        insert into audit.event (id, actor_kind, account, actor_name, role, origin, request_id,
                            what, label, label_values, object_kind, object_id, site, field,
                            fields, before, after, reason, result)
                        values (:id, :actorKind, :account, :actorName, :role, :origin, :requestId,
                            :what, :label, cast(:labelValues as jsonb), :objectKind, :objectId, :site, :field,
                            :fields, decode(:before, 'hex'), decode(:after, 'hex'), :reason, :result)
                        """)
                .param("id", id)
                .param("actorKind", actor.kind().name())
                .param("account", actor.account())
                .param("actorName", clipped(actor.name()))
                .param("role", clipped(actor.role()))
                .param("origin", clipped(actor.origin()))
                .param("requestId", actor.requestId())
                .param("what", deed.what())
                .param("label", deed.label().key())
                .param("labelValues", TextJson.write(deed.label().values()))
                .param("objectKind", deed.kind())
                .param("objectId", deed.id())
                .param("site", deed.site())
                .param("field", deed.field())
                .param("fields", deed.fields().toArray(String[]::new))
                .param("before", deed.before())
                .param("after", deed.after())
                .param("reason", deed.reason())
                .param("result", deed.result().name())
                .update();
    }

    List<Event> search(EventFilter filter, int limit, long offset) {
        planForThisFilter();
        return narrow(jdbc.sql("""
                        select e.id, e.at, e.actor_kind, e.account, e.actor_name, e.role, e.origin, e.request_id,
                            e.what, e.label, e.label_values, e.object_kind, e.object_id, e.site, e.field, e.fields,
                            encode(e.before, 'hex') as before, encode(e.after, 'hex') as after, e.reason, e.result
                        from audit.event e
                        where e.at >= :since and e.at < :until
                          and (cast(:account as uuid) is null or e.account = :account)
                          and (:what = '' or e.what = :what)
                          and (:kind = '' or e.object_kind = :kind)
                          and (:objectId = '' or e.object_id = :objectId)
                          and (cast(:site as uuid) is null
                              or e.site in (select c.site from scope.closure c where c.ancestor = :site))
                          and (:result = '' or e.result = :result)
                          and (:requestId = '' or e.request_id = :requestId)
                        order by e.at desc, e.id desc
                        limit :limit offset :offset
                        """), filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(EventStore::event)
                .list();
    }

    long count(EventFilter filter) {
        planForThisFilter();
        return narrow(jdbc.sql("""
                        select count(*)
                        from audit.event e
                        where e.at >= :since and e.at < :until
                          and (cast(:account as uuid) is null or e.account = :account)
                          and (:what = '' or e.what = :what)
                          and (:kind = '' or e.object_kind = :kind)
                          and (:objectId = '' or e.object_id = :objectId)
                          and (cast(:site as uuid) is null
                              or e.site in (select c.site from scope.closure c where c.ancestor = :site))
                          and (:result = '' or e.result = :result)
                          and (:requestId = '' or e.request_id = :requestId)
                        """), filter).query(Long.class).single();
    }

    /** One plan for all filters would serve none of them: each may use another index. */
    private void planForThisFilter() {
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
    }

    private static JdbcClient.StatementSpec narrow(JdbcClient.StatementSpec statement, EventFilter filter) {
        return statement
                .param("since", start(filter.from()))
                .param("until", start(filter.to().plusDays(1)))
                .param("account", filter.account())
                .param("what", filter.what())
                .param("kind", filter.kind())
                .param("objectId", filter.objectId())
                .param("site", filter.site())
                .param("result", filter.result() == null ? "" : filter.result().name())
                .param("requestId", filter.requestId());
    }

    Optional<Event> find(UUID id) {
        return jdbc.sql("""
                        select e.id, e.at, e.actor_kind, e.account, e.actor_name, e.role, e.origin, e.request_id,
                            e.what, e.label, e.label_values, e.object_kind, e.object_id, e.site, e.field, e.fields,
                            encode(e.before, 'hex') as before, encode(e.after, 'hex') as after, e.reason, e.result
                        from audit.event e
                        where e.id = :id
                        """).param("id", id).query(EventStore::event).optional();
    }

    /** Digest of the event as it stands, reckoned as when it was sealed. */
    Optional<String> digest(UUID id) {
        return jdbc.sql("select audit.digest(e) from audit.event e where e.id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Reads along the index of objects, the newest first. */
    Optional<Event> latest(String kind, String objectId, Collection<String> whats) {
        return jdbc.sql("""
                        select e.id, e.at, e.actor_kind, e.account, e.actor_name, e.role, e.origin, e.request_id,
                            e.what, e.label, e.label_values, e.object_kind, e.object_id, e.site, e.field, e.fields,
                            encode(e.before, 'hex') as before, encode(e.after, 'hex') as after, e.reason, e.result
                        from audit.event e
                        where e.object_kind = :kind and e.object_id = :objectId and e.what = any (:whats)
                          and e.result = 'ALLOWED'
                        order by e.at desc, e.id desc
                        limit 1
                        """)
                .param("kind", kind)
                .param("objectId", objectId)
                .param("whats", whats.toArray(String[]::new))
                .query(EventStore::event)
                .optional();
    }

    /** Steps from name to name along the index instead of reading every event. */
    List<Events.DeedKind> kinds() {
        return jdbc.sql("""
                        with recursive kind (what) as (
                            (select e.what from audit.event e order by e.what limit 1)
                            union all
                            select (select e.what from audit.event e where e.what > k.what order by e.what limit 1)
                            from kind k where k.what is not null)
                        select k.what, latest.label
                        from kind k
                        cross join lateral (
                            select e.label from audit.event e where e.what = k.what order by e.at desc limit 1) latest
                        order by k.what
                        """)
                .query((row, number) -> new Events.DeedKind(row.getString("what"), row.getString("label")))
                .list();
    }

    int prepareMonths(int ahead) {
        return jdbc.sql("select audit.prepare_months(:ahead)")
                .param("ahead", ahead)
                .query(Integer.class)
                .single();
    }

    int dropMonths(int keep, UUID event, Text label) {
        return jdbc.sql("select audit.drop_months(:keep, :event, :label)")
                .param("keep", keep)
                .param("event", event)
                .param("label", label.key())
                .query(Integer.class)
                .single();
    }

    private static Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Actor.Kind.valueOf(row.getString("actor_kind")),
                row.getObject("account", UUID.class),
                row.getString("actor_name"),
                row.getString("role"),
                row.getString("origin"),
                row.getString("request_id"),
                row.getString("what"),
                new Text(row.getString("label"), TextJson.read(row.getString("label_values"))),
                row.getString("object_kind"),
                row.getString("object_id"),
                row.getObject("site", UUID.class),
                row.getString("field"),
                List.of((String[]) row.getArray("fields").getArray()),
                row.getString("before"),
                row.getString("after"),
                row.getString("reason"),
                Deed.Result.valueOf(row.getString("result")));
    }

    private static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay(Formats.ZONE).toOffsetDateTime();
    }

    /** What a request brings may be of any length; no act fails for that. */
    private static String clipped(String text) {
        return text.length() <= ACTOR_TEXT_LENGTH_MAX ? text : text.substring(0, ACTOR_TEXT_LENGTH_MAX);
    }
}
