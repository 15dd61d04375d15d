package org.zhiyuan.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.SampleMessage;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** What a developer needs to sign in to a sample: passwords, one-time codes of this moment, messages that were not sent. */
@Component
public class SampleSignIns {
    /** @param code of this moment; "" for those who sign in by phone */
    public record Entry(Role role, String login, String name, String phone, String password, String code) {}

    private final SampleAccounts samples;
    private final Channels channels;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    SampleSignIns(SampleAccounts samples, Channels channels, TransactionOperations transactions, InstantSource clock) {
        this.samples = samples;
        this.channels = channels;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Only of a sample, never in production; elsewhere there is nothing. */
    public List<Entry> entries() {
        sampleOnly();
        return samples.all().stream()
                .map(sample -> new Entry(
                        sample.role(),
                        sample.login(),
                        sample.name(),
                        sample.phone(),
                        sample.password(),
                        sample.totpSecret().isEmpty() ? "" : Totp.codeAt(sample.totpSecret(), clock.instant())))
                .toList();
    }

    public List<SampleMessage> messages() {
        sampleOnly();
        return Acting.as(
                Actor.system("access"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> channels.sampleMessages())));
    }

    /** How long the codes shown still count. */
    public long secondsLeft() {
        return Totp.STEP.toSeconds() - clock.instant().getEpochSecond() % Totp.STEP.toSeconds();
    }

    private void sampleOnly() {
        if (!samples.shown()) {
            throw new Absent("sample sign-ins");
        }
    }
}
