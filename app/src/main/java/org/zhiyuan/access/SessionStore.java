package org.zhiyuan.access;

import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Repository;

/**
 * How sessions are read and kept where the library's own way does not do. The library puts the attributes of a session together as its rows come
 * one after the other, and asks for no order: with many sessions the database joins them in another one, and a session
 * would be left without some of its attributes. And it writes the time of each visit: a write to the disk for every
 * page, while an idle session ends after half an hour, which a minute more or less does not change.
 */
@Repository
class SessionStore implements SessionRepositoryCustomizer<JdbcIndexedSessionRepository> {
    static final String SESSIONS_OF_AN_ACCOUNT = """
            select s.primary_id, s.session_id, s.creation_time, s.last_access_time, s.max_inactive_interval,
                   a.attribute_name, a.attribute_bytes
            from cell.spring_session s
            left join cell.spring_session_attributes a on a.session_primary_id = s.primary_id
            where s.principal_name = ?
            order by s.primary_id
            """;

    /** The library's six values in its order; nothing is written where only a time changed, and that by less than a minute. */
    static final String VISITED = """
            update cell.spring_session s
            set session_id = v.session_id, last_access_time = v.last_access_time,
                max_inactive_interval = v.max_inactive_interval, expiry_time = v.expiry_time,
                principal_name = v.principal_name
            from (values (cast(? as char(36)), cast(? as bigint), cast(? as integer), cast(? as bigint),
                          cast(? as varchar(100)), cast(? as char(36))))
                 as v (session_id, last_access_time, max_inactive_interval, expiry_time, principal_name, primary_id)
            where s.primary_id = v.primary_id
              and (v.last_access_time - s.last_access_time not between 0 and 59999
                   or s.session_id <> v.session_id
                   or s.max_inactive_interval <> v.max_inactive_interval
                   or s.principal_name is distinct from v.principal_name)
            """;

    @Override
    public void customize(JdbcIndexedSessionRepository repository) {
        repository.setListSessionsByPrincipalNameQuery(SESSIONS_OF_AN_ACCOUNT);
        repository.setUpdateSessionQuery(VISITED);
    }
}
