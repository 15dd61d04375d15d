package org.zhiyuan.access;

import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Repository;

/**
 * How sessions are read where the library's own way does not do. It puts the attributes of a session together as its rows
 * come one after the other, and asks for no order: with many sessions the database joins them in another one, and a
 * session would be left without some of its attributes.
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

    @Override
    public void customize(JdbcIndexedSessionRepository repository) {
        repository.setListSessionsByPrincipalNameQuery(SESSIONS_OF_AN_ACCOUNT);
    }
}
