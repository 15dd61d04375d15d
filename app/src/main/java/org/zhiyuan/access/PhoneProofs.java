package org.zhiyuan.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.Recipient;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;

/**
 * Proves that whoever agrees to something holds a telephone: a code is sent to it, with a sentence that says to what, and
 * typed back. For rooms above; a code of one purpose is none of another, nor one for signing in. Called outside of any
 * transaction.
 */
@Component
public class PhoneProofs {
    private final PhoneCodeStore codes;
    private final Attempts attempts;
    private final Channels channels;
    private final People people;
    private final Workplaces places;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    PhoneProofs(
            PhoneCodeStore codes,
            Attempts attempts,
            Channels channels,
            People people,
            Workplaces places,
            TransactionOperations transactions,
            InstantSource clock) {
        this.codes = codes;
        this.attempts = attempts;
        this.channels = channels;
        this.people = people;
        this.places = places;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Sends a code, or refuses with a reason.
     *
     * @param purpose what the code is good for, and for whom: {@code guardian:<person>}
     * @param template its place {0} is the code and must be secret; the values follow from {1} on
     */
    public void send(String purpose, MobileNumber phone, Template template, List<String> values) {
        String code = Digests.digits();
        asSystem(() -> {
            Recipient recipient = people.ownerOf(phone).map(people::recipient).orElseGet(() -> people.recipient(phone));
            List<String> all = new ArrayList<>(List.of(code));
            all.addAll(values);
            channels.send(Acting.actor(), recipient, template, all, places.center());
            codes.put(spot(purpose, recipient), digest(purpose, recipient, code), clock.instant());
            return phone;
        });
    }

    /** Uses the code up; refused where it is wrong, too old, or was guessed at too often. */
    public Decision prove(String purpose, MobileNumber phone, String typed, String origin) {
        Recipient recipient = people.recipient(phone);
        Attempts.Ticket ticket;
        try {
            ticket = attempts.take(purpose, HexFormat.of().formatHex(recipient.reference()), origin);
        } catch (Attempts.TooMany tooMany) {
            return wait(tooMany);
        }
        Instant notBefore = clock.instant().minus(PhoneSignIns.VALID);
        boolean right = asSystem(() ->
                codes.take(spot(purpose, recipient), digest(purpose, recipient, SignIns.digits(typed)), notBefore));
        if (!right) {
            return Decision.refused(Text.of("验证码不对，请看最新一条短信，还可以试 {0} 次", ticket.left()));
        }
        attempts.succeeded(ticket);
        return Decision.allowed();
    }

    /** Counts a try at something that must not be tried often: for one subject, and from one address. */
    public Decision spend(String what, String subject, String origin) {
        try {
            attempts.take(what, subject, origin);
            return Decision.allowed();
        } catch (Attempts.TooMany tooMany) {
            return wait(tooMany);
        }
    }

    private static Decision wait(Attempts.TooMany tooMany) {
        Duration waiting = tooMany.waiting();
        return Decision.refused(Text.of("试的次数太多了，请过 {0} 分钟再试", Math.max(1, waiting.toMinutes() + 1)));
    }

    private static byte[] spot(String purpose, Recipient recipient) {
        return Digests.of("proof", purpose, HexFormat.of().formatHex(recipient.reference()));
    }

    private static byte[] digest(String purpose, Recipient recipient, String code) {
        return Digests.of("proof-code", purpose, HexFormat.of().formatHex(recipient.reference()), code);
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
