package org.zhiyuan.audit;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;

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

    /** What a request brings may be of any length; no act fails for that. */
    private static String clipped(String text) {
        return text.length() <= ACTOR_TEXT_LENGTH_MAX ? text : text.substring(0, ACTOR_TEXT_LENGTH_MAX);
    }
}
