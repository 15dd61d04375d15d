package org.zhiyuan.complaint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.access.PhoneProofs;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.FormTokens;

/**
 * What is filed by somebody who may see nobody: done as the house for whoever signed in, holds a telephone, or has the
 * receipt. The telephone is asked for a code so that nobody files by the thousand, and is not kept. Called outside of any
 * transaction.
 */
@Component
public class Filings {
    private static final String PURPOSE = "complaint";
    private static final String FILED = "complaint-filed";
    private static final Template CODE = new Template(
            "complaint-code",
            Text.of("有人用这个手机号提交投诉或建议，验证码 {0}，10 分钟内有效。不是您提交的，请不要理会。").key(),
            Set.of(0));

    private final Complaints complaints;
    private final Subjects subjects;
    private final PhoneProofs proofs;
    private final FormTokens forms;
    private final TransactionOperations transactions;

    Filings(
            Complaints complaints,
            Subjects subjects,
            PhoneProofs proofs,
            FormTokens forms,
            TransactionOperations transactions) {
        this.complaints = complaints;
        this.subjects = subjects;
        this.proofs = proofs;
        this.forms = forms;
        this.transactions = transactions;
    }

    /** What the actor may complain about under this name; empty where there is no such thing for him. */
    public Optional<Subject> subject(Actor actor, Subject.Kind kind, String id) {
        return asHouse(() -> Objects.requireNonNull(transactions.execute(status -> subjects.find(actor, kind, id))));
    }

    /** Sends a code to whoever files without an account. */
    public void sendCode(MobileNumber phone) {
        proofs.send(PURPOSE, phone, CODE, List.of());
    }

    /** The telephone of whoever has no account, and the code that was sent to it. */
    public record Proof(MobileNumber phone, String code) {}

    /** The code is not the one that was sent; nothing was filed. */
    public static final class CodeRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Decision.Refused why;

        CodeRefused(Decision.Refused why) {
            super(why.reason().toString());
            this.why = why;
        }

        public Decision.Refused why() {
            return why;
        }
    }

    /**
     * Files it once for one form.
     *
     * @param proof null for whoever is signed in; also for the office, which writes down what somebody says at the counter
     * @param origin the address it comes from
     * @return where whoever filed it reads number and code
     */
    public String file(
            Actor actor,
            String token,
            Subject subject,
            Complaint.Kind kind,
            String topic,
            String words,
            @Nullable Proof proof,
            String origin) {
        if (proof == null && !actor.signedIn()) {
            throw new IllegalArgumentException("whoever is not known proves a telephone");
        }
        return asHouse(() -> forms.once(token, () -> {
            if (proof != null) {
                if (proofs.prove(PURPOSE, proof.phone(), proof.code(), origin) instanceof Decision.Refused refused) {
                    throw new CodeRefused(refused);
                }
            }
            String who = proof == null
                    ? String.valueOf(actor.account())
                    : proof.phone().value();
            proofs.spend(FILED, who, origin).orRefuse();
            // who of the office had a hand in it is asked now, as the house
            Subject known = subjects.find(actor, subject.kind(), subject.id()).orElse(subject);
            return complaints.file(actor, known, kind, topic, words).receipt().href();
        }));
    }

    /** What whoever holds the receipt may read. */
    public Optional<Course> course(Receipt receipt) {
        return asHouse(() -> Objects.requireNonNull(
                transactions.execute(status -> complaints.received(receipt).map(complaints::course))));
    }

    public String appeal(String token, Complaint complaint, String words, String onward) {
        return asHouse(() -> forms.once(token, () -> {
            complaints.appeal(complaint.id(), words);
            return onward;
        }));
    }

    public String withdraw(String token, Complaint complaint, String onward) {
        return asHouse(() -> forms.once(token, () -> {
            complaints.withdraw(complaint.id());
            return onward;
        }));
    }

    private static <T> T asHouse(Supplier<T> work) {
        return Acting.as(Acting.actor(), Scope.EVERYTHING, work);
    }
}
