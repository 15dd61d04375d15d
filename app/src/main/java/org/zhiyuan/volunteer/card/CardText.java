package org.zhiyuan.volunteer.card;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhiyuan.cell.SigningKey;
import org.zhiyuan.volunteer.VolunteerNumber;

/**
 * What stands in the square code of a card, and nothing else: {@code ZYC1.NUMBER.YYYYMMDD.KEY.SIGNATURE}. Number of the
 * volunteer, last day on which the card counts, which key signed, and an Ed25519 signature (base64url) over everything
 * before the last point. Neither name nor identity number nor telephone.
 *
 * @param until the last day on which the card counts
 * @param key the id of the key that signed
 */
record CardText(VolunteerNumber number, LocalDate until, String key, byte[] signature) {
    private static final String KIND = "ZYC1";
    private static final Pattern SHAPE =
            Pattern.compile("(" + KIND + "\\.([A-Z]{2}[0-9]{11})\\.([0-9]{8})\\.([0-9a-f]{16}))\\.([A-Za-z0-9_-]{86})");

    static String signed(VolunteerNumber number, LocalDate until, SigningKey key) {
        String said = said(number, until, key.id());
        byte[] signature = key.sign(said.getBytes(StandardCharsets.US_ASCII));
        return said + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String said(VolunteerNumber number, LocalDate until, String key) {
        return "%s.%s.%tY%<tm%<td.%s".formatted(KIND, number.value(), until, key);
    }

    /** As it was scanned; empty where it is no card's text. */
    static Optional<CardText> read(String scanned) {
        Matcher card = SHAPE.matcher(scanned.strip());
        if (!card.matches()) {
            return Optional.empty();
        }
        String day = card.group(3);
        Optional<VolunteerNumber> number = VolunteerNumber.typed(card.group(2));
        try {
            LocalDate until = LocalDate.parse(day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6));
            byte[] signature = Base64.getUrlDecoder().decode(card.group(5));
            return number.map(known -> new CardText(known, until, card.group(4), signature));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean by(SigningKey signer) {
        return key.equals(signer.id())
                && signer.signed(said(number, until, key).getBytes(StandardCharsets.US_ASCII), signature);
    }
}
