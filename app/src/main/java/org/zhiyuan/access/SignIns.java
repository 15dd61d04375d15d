package org.zhiyuan.access;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/**
 * Signing in with a staff account: password, then one-time code. Each try is counted before it is looked at; a wrong
 * password and an unknown account get the same answer after the same time. Passwords are checked outside of any
 * transaction, since that is slow on purpose.
 */
@Component
public class SignIns {
    static final int BACKUP_CODES = 10;
    private static final int CODE_LENGTH_MAX = 20;

    private final AuthenticationManager passwords;
    private final PasswordEncoder encoder;
    private final CredentialStore credentials;
    private final AccountStore accounts;
    private final DeviceStore devices;
    private final Standings standings;
    private final Attempts attempts;
    private final Secrets secrets;
    private final Factors factors;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final AccessSettings settings;
    private final InstantSource clock;

    SignIns(
            AuthenticationManager passwords,
            PasswordEncoder encoder,
            CredentialStore credentials,
            AccountStore accounts,
            DeviceStore devices,
            Standings standings,
            Attempts attempts,
            Secrets secrets,
            Factors factors,
            Audit audit,
            TransactionOperations transactions,
            AccessSettings settings,
            InstantSource clock) {
        this.passwords = passwords;
        this.encoder = encoder;
        this.credentials = credentials;
        this.accounts = accounts;
        this.devices = devices;
        this.standings = standings;
        this.attempts = attempts;
        this.secrets = secrets;
        this.factors = factors;
        this.audit = audit;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /** How a login is kept and compared. */
    static String login(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /** First step. What passes is not signed in yet. */
    public SignInResult password(String typed, String password, Origin origin) {
        String login = login(typed);
        Attempts.Ticket ticket;
        try {
            ticket = attempts.take("login", login, origin.address());
        } catch (Attempts.TooMany tooMany) {
            return new SignInResult.Wait(tooMany.waiting());
        }
        Authentication checked;
        try {
            checked = Acting.as(
                    Actor.system("access"),
                    Scope.EVERYTHING,
                    () -> passwords.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, password)));
        } catch (AuthenticationException wrong) {
            failed(login, origin, Text.of("账号或密码不对"));
            return new SignInResult.Wrong(ticket.left());
        }
        attempts.succeeded(ticket);
        StaffDetails details = (StaffDetails) Objects.requireNonNull(checked.getPrincipal());
        Instant now = clock.instant();
        boolean old = details.mustChange() || policy().stale(details.passwordSetAt(), now);
        List<GrantedAuthority> factors = new ArrayList<>();
        factors.add(Factors.proved(old ? Factors.OLD_PASSWORD : Factors.PASSWORD, now));
        trustedSince(details.account(), origin, now).ifPresent(at -> factors.add(Factors.proved(Factors.TOTP, at)));
        return new SignInResult.Passed(
                UsernamePasswordAuthenticationToken.authenticated(new SignedIn(details.account(), now), null, factors));
    }

    /** When the one-time code was proved on this computer, where that still counts. */
    private Optional<Instant> trustedSince(UUID account, Origin origin, Instant now) {
        if (origin.token().isEmpty()) {
            return Optional.empty();
        }
        return inOwnScope(account, () -> devices.known(account, deviceDigest(account, origin.token())))
                .filter(known -> known.trustedUntil() != null && now.isBefore(known.trustedUntil()))
                .map(known -> Objects.requireNonNull(known.provedAt()));
    }

    /** Second step, and whenever something asks for a fresh proof. */
    public SignInResult code(Authentication signedIn, String typed, Origin origin) {
        return prove(signedIn, origin, "code", account -> takeTotp(account, typed));
    }

    /** Second step with one of the printed codes; it is used up. */
    public SignInResult backupCode(Authentication signedIn, String typed, Origin origin) {
        return prove(
                signedIn,
                origin,
                "backup",
                account -> credentials.useBackupCode(account, backupDigest(account, typed), clock.instant()));
    }

    private interface Proof {
        boolean holds(UUID account);
    }

    private SignInResult prove(Authentication signedIn, Origin origin, String what, Proof proof) {
        UUID account = account(signedIn);
        Attempts.Ticket ticket;
        try {
            ticket = attempts.take("code", account.toString(), origin.address());
        } catch (Attempts.TooMany tooMany) {
            return new SignInResult.Wait(tooMany.waiting());
        }
        boolean right = inOwnScope(account, () -> proof.holds(account));
        if (!right) {
            failed(account, origin, Text.of("动态码或备用码不对"));
            return new SignInResult.Wrong(ticket.left());
        }
        attempts.succeeded(ticket);
        if ("backup".equals(what)) {
            inOwnScope(account, () -> {
                record(account, origin, Deed.of("account.backup_code_used", Text.of("用备用码代替了动态码")));
                return true;
            });
        }
        return new SignInResult.Passed(Factors.with(signedIn, Factors.TOTP, clock.instant()));
    }

    private boolean takeTotp(UUID account, String typed) {
        String code = digits(typed);
        Credential credential = credentials.find(account).orElse(null);
        if (credential == null || credential.totpSecret() == null) {
            return false;
        }
        OptionalLong step = Totp.step(
                secrets.openTotp(account, credential.totpSecret()), code, clock.instant(), credential.totpStep());
        return step.isPresent() && credentials.takeStep(account, step.getAsLong());
    }

    static String digits(String typed) {
        StringBuilder digits = new StringBuilder();
        typed.codePoints()
                .filter(Character::isDigit)
                .limit(CODE_LENGTH_MAX)
                .forEach(digit -> digits.append(Character.digit(digit, 10)));
        return digits.toString();
    }

    private static byte[] backupDigest(UUID account, String typed) {
        StringBuilder plain = new StringBuilder();
        typed.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(CODE_LENGTH_MAX)
                .forEach(plain::appendCodePoint);
        return Digests.of("backup", account.toString(), plain.toString());
    }

    /** What is still to be done before somebody is signed in, in this order. */
    public enum Missing {
        CODE,
        BINDING,
        PASSWORD,
        NOTHING
    }

    public Missing missing(Authentication signedIn) {
        if (!Factors.has(signedIn, Factors.TOTP)) {
            return bound(signedIn) ? Missing.CODE : Missing.BINDING;
        }
        return Factors.has(signedIn, Factors.PASSWORD) ? Missing.NOTHING : Missing.PASSWORD;
    }

    /** Whether the one-time code was proved within the last minutes. */
    public boolean fresh(Authentication signedIn) {
        return factors.fresh(signedIn);
    }

    /** For how many hours a computer can be trusted; 0 where none is. */
    public long trustHours() {
        return settings.trust().toHours();
    }

    /** Whether an authenticator is bound; without one the second step is to bind it. */
    public boolean bound(Authentication signedIn) {
        UUID account = account(signedIn);
        return inOwnScope(account, () -> credentials.find(account))
                .map(credential -> credential.totpSecret() != null)
                .orElse(false);
    }

    public int backupCodesLeft(Authentication signedIn) {
        UUID account = account(signedIn);
        return inOwnScope(account, () -> credentials.backupCodesLeft(account));
    }

    /** The login and name of who is signing in, for the second step and the authenticator app. */
    public Account of(Authentication signedIn) {
        UUID account = account(signedIn);
        return inOwnScope(account, () -> accounts.find(account)).orElseThrow(() -> gone());
    }

    private static Refusal gone() {
        return new Refusal(Text.of("这个账号现在不能登录"), Text.of("请找系统管理员"));
    }

    /** What the authenticator app reads from the picture. */
    public String address(String product, String login, String secret) {
        return Totp.address(product, login, secret);
    }

    /** The code that bound an authenticator has proved it as well. */
    public Authentication withCode(Authentication signedIn) {
        return Factors.with(signedIn, Factors.TOTP, clock.instant());
    }

    /** A secret for an authenticator that is about to be bound; nothing is kept of it yet. */
    public String newSecret() {
        return Totp.newSecret();
    }

    /**
     * Binds an authenticator after it has shown that it works, and makes new backup codes.
     *
     * @return the backup codes, to be shown once; empty where the code was wrong
     */
    public List<String> bind(Authentication signedIn, String secret, String typed, Origin origin) {
        UUID account = account(signedIn);
        OptionalLong step = Totp.step(secret, digits(typed), clock.instant(), 0);
        if (step.isEmpty()) {
            return List.of();
        }
        return inOwnScope(account, () -> {
            credentials.bind(account, secrets.sealTotp(account, secret), step.getAsLong());
            devices.distrustAll(account);
            record(account, origin, Deed.of("account.authenticator_bound", Text.of("绑定了动态码认证器")));
            return writeBackupCodes(account);
        });
    }

    public List<String> newBackupCodes(Authentication signedIn, Origin origin) {
        UUID account = account(signedIn);
        return inOwnScope(account, () -> {
            record(account, origin, Deed.of("account.backup_codes_made", Text.of("重新生成了备用码")));
            return writeBackupCodes(account);
        });
    }

    private List<String> writeBackupCodes(UUID account) {
        List<String> codes =
                Stream.generate(() -> Digests.typed(2)).limit(BACKUP_CODES).toList();
        credentials.replaceBackupCodes(
                account, codes.stream().map(code -> backupDigest(account, code)).toList());
        return codes;
    }

    /** Whether the own password is right: before it is changed. */
    public SignInResult check(Authentication signedIn, String password, Origin origin) {
        return password(of(signedIn).login(), password, origin);
    }

    /** What a new password lacks. */
    public Decision mayChoose(Authentication signedIn, String password) {
        Decision decision = policy().allows(password, of(signedIn).login());
        if (decision instanceof Decision.Refused) {
            return decision;
        }
        UUID account = account(signedIn);
        Credential credential =
                inOwnScope(account, () -> credentials.find(account)).orElseThrow(SignIns::gone);
        return encoder.matches(password, credential.password())
                ? Decision.refused(Text.of("新密码要和现在的不一样"))
                : Decision.allowed();
    }

    /** Sets a password of one's own choosing; every other session ends. */
    public Authentication changePassword(Authentication signedIn, String password, Origin origin) {
        mayChoose(signedIn, password).orRefuse();
        UUID account = account(signedIn);
        String encoded = Objects.requireNonNull(encoder.encode(password));
        // the database keeps microseconds and rounds: the older sessions must not end after this one begins anew
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        inOwnScope(account, () -> {
            credentials.setPassword(account, encoded, now, false);
            accounts.endSessions(account, now);
            devices.distrustAll(account);
            record(account, origin, Deed.of("account.password_changed", Text.of("改了自己的密码")));
            return account;
        });
        return signedIn.toBuilder()
                .principal(new SignedIn(account, now))
                .authorities(held -> Factors.replace(
                        held, List.of(Factors.PASSWORD, Factors.OLD_PASSWORD), Factors.proved(Factors.PASSWORD, now)))
                .build();
    }

    /**
     * Notes from where somebody has signed in, now that everything is proved.
     *
     * @param trust whether the code is not to be asked again on this computer for some hours
     * @return the token by which the browser is known from now on
     */
    public String arrived(Authentication signedIn, Origin origin, boolean trust) {
        UUID account = account(signedIn);
        Instant now = clock.instant();
        String token = origin.token().isEmpty() ? Digests.word() : origin.token();
        return inOwnScope(account, () -> {
            byte[] digest = deviceDigest(account, token);
            UUID known =
                    devices.known(account, digest).map(DeviceStore.Known::id).orElse(null);
            UUID device = known == null ? Ids.next(clock) : known;
            if (known == null) {
                boolean first = !devices.any(account);
                devices.add(device, account, digest, origin.browser(), origin.address(), now, first);
            } else {
                devices.seen(device, origin.browser(), origin.address(), now);
            }
            if (trust && !settings.trust().isZero()) {
                devices.trust(device, now.plus(settings.trust()), now);
            }
            record(account, origin, Deed.of("account.signed_in", Text.of("登录")));
            return token;
        });
    }

    /** One browser serves several people of an office: each account knows it by a digest of its own. */
    private static byte[] deviceDigest(UUID account, String token) {
        return Digests.of("device", account.toString(), token);
    }

    public void left(Authentication signedIn, Origin origin) {
        UUID account = account(signedIn);
        inOwnScope(account, () -> {
            record(account, origin, Deed.of("account.signed_out", Text.of("退出登录")));
            return account;
        });
    }

    private void failed(String login, Origin origin, Text why) {
        UUID account = asSystem(() -> credentials.ofLogin(login))
                .map(Credential::account)
                .orElse(null);
        if (account == null) {
            Acting.as(
                    Actor.anonymous(origin.address(), requestId()),
                    Scope.NOTHING,
                    () -> audit.recordAlone(
                            Deed.of("account.sign_in_failed", why).failed()));
        } else {
            failed(account, origin, why);
        }
    }

    private void failed(UUID account, Origin origin, Text why) {
        Acting.as(
                Actor.anonymous(origin.address(), requestId()),
                Scope.NOTHING,
                () -> audit.recordAlone(Deed.of("account.sign_in_failed", why)
                        .on("account", account, null)
                        .failed()));
    }

    private void record(UUID account, Origin origin, Deed deed) {
        audit.record(deed.on("account", account, null));
    }

    private static String requestId() {
        return Acting.actor().requestId();
    }

    private PasswordPolicy policy() {
        return settings.passwords().policy();
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Actor.system("access"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    /** Runs as the account itself, on nothing but its own rows. */
    private <T> T inOwnScope(UUID account, Supplier<T> work) {
        Standing standing = standings.of(account).orElseThrow(SignIns::gone);
        Actor asked = Acting.actor();
        Scope own = new Scope(false, Set.of(), Set.of(), standing.person(), account, true);
        return Acting.as(
                standing.actor("", asked.origin(), asked.requestId()),
                own,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private static UUID account(Authentication signedIn) {
        if (signedIn.getPrincipal() instanceof SignedIn principal) {
            return principal.account();
        }
        throw gone();
    }
}
