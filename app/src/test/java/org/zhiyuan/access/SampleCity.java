package org.zhiyuan.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** The sample's people, for tests: their accounts, and sessions that they have signed in to. */
@TestComponent
public class SampleCity {
    private final CityPack pack;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final InstantSource clock;

    SampleCity(
            CityPack pack,
            JdbcClient jdbc,
            TransactionOperations transactions,
            FindByIndexNameSessionRepository<? extends Session> sessions,
            InstantSource clock) {
        this.pack = pack;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sessions = sessions;
        this.clock = clock;
    }

    public UUID account(String login) {
        PackRow row = row(login);
        return row.text("password").isEmpty()
                ? asSystem(
                        "select id from access.account where name = :key and kind = 'CITIZEN'",
                        org.zhiyuan.kernel.MobileNumber.of(row.text("phone")).masked())
                : asSystem("select id from access.account where login = :key", login);
    }

    private UUID asSystem(String sql, String key) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status ->
                        jdbc.sql(sql).param("key", key).query(UUID.class).single())));
    }

    /** The logins of one role, in the order of the pack. */
    public List<String> logins(String role) {
        return pack.rows("accounts.csv").stream()
                .filter(row -> row.text("role").equals(role))
                .map(row -> row.text("login"))
                .toList();
    }

    PackRow row(String login) {
        return pack.rows("accounts.csv").stream()
                .filter(row -> row.text("login").equals(login))
                .findFirst()
                .orElseThrow();
    }

    String code(String login) {
        return Totp.codeAt(row(login).text("totpSecret"), clock.instant());
    }

    /**
     * The value of the cookie {@code session} of somebody who has just signed in with everything that is asked: for
     * tests that are not about signing in.
     */
    public String session(String login) {
        return session(account(login));
    }

    public String session(UUID account) {
        return open(sessions, account, clock.instant());
    }

    private static <S extends Session> String open(
            FindByIndexNameSessionRepository<S> sessions, UUID account, Instant now) {
        S session = sessions.createSession();
        session.setAttribute(
                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                        new SignedIn(account, now),
                        null,
                        List.of(
                                As.factor(Factors.PASSWORD, now),
                                As.factor(Factors.TOTP, now),
                                As.factor(Factors.PHONE, now)))));
        session.setAttribute("browser", "test");
        session.setAttribute("address", "127.0.0.1");
        sessions.save(session);
        return Base64.getEncoder().encodeToString(session.getId().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
