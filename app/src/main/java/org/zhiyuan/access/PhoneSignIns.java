package org.zhiyuan.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.Recipient;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.People;

/**
 * Signing in with a telephone: a code is sent, and whoever types it has the telephone. How many codes leave is bounded
 * where messages are sent; how often one may be guessed, here.
 */
@Component
public class PhoneSignIns {
    /** How long a code counts. */
    public static final Duration VALID = Duration.ofMinutes(10);

    private static final Template CODE = new Template(
            "sign-in-code",
            Text.of("您的登录验证码是 {0}，10 分钟内有效。不是您本人操作，请不要理会，也不要告诉别人。").key(),
            Set.of(0));

    private final PhoneCodeStore codes;
    private final Citizens citizens;
    private final Attempts attempts;
    private final Channels channels;
    private final People people;
    private final Workplaces places;
    private final Secrets secrets;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    PhoneSignIns(
            PhoneCodeStore codes,
            Citizens citizens,
            Attempts attempts,
            Channels channels,
            People people,
            Workplaces places,
            Secrets secrets,
            Audit audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.codes = codes;
        this.citizens = citizens;
        this.attempts = attempts;
        this.channels = channels;
        this.people = people;
        this.places = places;
        this.secrets = secrets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What somebody agrees to who signs in for the first time. */
    public Optional<ConsentText> consent() {
        return asSystem(citizens::text);
    }

    /** Sends a code, or refuses with a reason; known and unknown numbers are answered alike. */
    public void send(MobileNumber phone) {
        String code = Digests.digits();
        asSystem(() -> {
            Recipient recipient = people.ownerOf(phone).map(people::recipient).orElseGet(() -> people.recipient(phone));
            channels.send(Acting.actor(), recipient, CODE, List.of(code), places.center());
            codes.put(recipient.reference(), digest(recipient.reference(), code), clock.instant());
            return phone;
        });
    }

    /** A number as a session may keep it while its code is on the way: sessions lie in the database. */
    public String sealed(MobileNumber phone) {
        UUID spot = UUID.randomUUID();
        return spot + ":" + Base64.getEncoder().encodeToString(secrets.sealNumber(spot, phone.value()));
    }

    /** @param sealed what {@link #sealed} gave */
    public MobileNumber opened(String sealed) {
        int colon = sealed.indexOf(':');
        return MobileNumber.of(secrets.openNumber(
                UUID.fromString(sealed.substring(0, colon)), Base64.getDecoder().decode(sealed.substring(colon + 1))));
    }

    public SignInResult code(MobileNumber phone, String typed, Origin origin) {
        byte[] reference = people.recipient(phone).reference();
        Attempts.Ticket ticket;
        try {
            ticket = attempts.take("phone", HexFormat.of().formatHex(reference), origin.address());
        } catch (Attempts.TooMany tooMany) {
            return new SignInResult.Wait(tooMany.waiting());
        }
        Instant now = clock.instant();
        boolean right =
                asSystem(() -> codes.take(reference, digest(reference, SignIns.digits(typed)), now.minus(VALID)));
        if (!right) {
            Acting.as(
                    Acting.actor(),
                    Scope.NOTHING,
                    () -> audit.recordAlone(Deed.of("account.sign_in_failed", Text.of("短信验证码不对"))
                            .failed()));
            return new SignInResult.Wrong(ticket.left());
        }
        attempts.succeeded(ticket);
        UUID account = asSystem(() -> citizens.admit(phone, places.center()));
        // after the account is there: sessions older than their account are dead
        Instant at = clock.instant();
        return new SignInResult.Passed(UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(account, at), null, List.of(Factors.proved(Factors.PHONE, at))));
    }

    private static byte[] digest(byte[] reference, String code) {
        return Digests.of("phone-code", HexFormat.of().formatHex(reference), code);
    }

    /** As the one who asks, so that the limits know the address; on all rows, since the person is not known yet. */
    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
