package org.zhiyuan.volunteer.card;

import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.access.PhoneProofs;
import org.zhiyuan.cell.SigningKey;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.VolunteerState;
import org.zhiyuan.volunteer.Volunteers;

/** Makes cards and checks them. A card is not kept: whoever may have one gets the same again, good for some months more. */
@Component
public class Cards {
    private static final String CHECKED = "volunteer-card";

    private final SigningKey key;
    private final Volunteers volunteers;
    private final Rulebook rules;
    private final PhoneProofs proofs;
    private final TransactionOperations transactions;

    Cards(
            @Qualifier("cardKey") SigningKey key,
            Volunteers volunteers,
            Rulebook rules,
            PhoneProofs proofs,
            TransactionOperations transactions) {
        this.key = key;
        this.volunteers = volunteers;
        this.rules = rules;
        this.proofs = proofs;
        this.transactions = transactions;
    }

    /** What a check found; without who it is. */
    public enum Found {
        /** Signed by this city, and the volunteer counts today. */
        GOOD,
        /** Signed by this city, and its last day is over. */
        OVER,
        /** Signed by this city for somebody who serves no more, or is suspended. */
        NO_MORE,
        /** Not signed by this city, or changed. */
        FORGED,
        /** A number was typed, and a volunteer with it counts today; that proves nothing of who shows it. */
        NUMBER_COUNTS,
        /** A number was typed, and no volunteer with it counts today. */
        NUMBER_DOES_NOT_COUNT
    }

    public record Checked(Found found, VolunteerNumber number) {}

    /** Of somebody who serves; a refusal for everybody else. */
    public Card of(Volunteer volunteer) {
        if (!serves(volunteer)) {
            throw new Refusal(Text.of("现在是“{0}”，不发志愿者证", volunteer.state().label()));
        }
        LocalDate until = rules.today().plusMonths(rules.cardMonths());
        return new Card(volunteer.number(), until, CardText.signed(volunteer.number(), until, key));
    }

    private static boolean serves(Volunteer volunteer) {
        return volunteer.state().counted() && volunteer.state() != VolunteerState.SUSPENDED;
    }

    /**
     * Whether a card is good, by what its square code says; or whether a number counts. Empty where it is neither. Numbers
     * are tried only so often from one address. Called outside of any transaction.
     */
    public Optional<Checked> check(String typed, String origin) {
        Optional<CardText> card = CardText.read(typed);
        if (card.isPresent()) {
            return Optional.of(new Checked(found(card.get()), card.get().number()));
        }
        return VolunteerNumber.typed(typed).map(number -> {
            spend(number, origin);
            return new Checked(counts(number) ? Found.NUMBER_COUNTS : Found.NUMBER_DOES_NOT_COUNT, number);
        });
    }

    private Found found(CardText card) {
        if (!card.by(key)) {
            return Found.FORGED;
        }
        if (card.until().isBefore(rules.today())) {
            return Found.OVER;
        }
        return counts(card.number()) ? Found.GOOD : Found.NO_MORE;
    }

    private void spend(VolunteerNumber number, String origin) {
        Decision spent = proofs.spend(CHECKED, number.value(), origin);
        spent.orRefuse();
    }

    private boolean counts(VolunteerNumber number) {
        return asSystem(() -> volunteers.numbered(number).stream()
                .map(Volunteers.Listed::volunteer)
                .anyMatch(Cards::serves));
    }

    /** For whoever checks without a network: the public key as the browser reads it (SubjectPublicKeyInfo, base64). */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(key.publicKey());
    }

    public String keyId() {
        return key.id();
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
