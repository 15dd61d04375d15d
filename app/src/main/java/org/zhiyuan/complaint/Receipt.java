package org.zhiyuan.complaint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What whoever files gets to look it up by: a number to talk about and a code that only he knows. Only the digest of both is
 * kept. The code has 60 bits: nobody tries them through.
 */
public record Receipt(String number, String code) {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without signs that look alike on paper. */
    private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int CODE_LENGTH = 12;
    private static final int TYPED_LENGTH_MAX = 60;
    private static final Pattern WRITTEN = Pattern.compile("(T\\d{4})(\\d{6})([A-Z2-9]{12})");

    static Receipt fresh(String number) {
        StringBuilder code = new StringBuilder(CODE_LENGTH);
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return new Receipt(number, code.toString());
    }

    /** Number and code as people type them, one behind the other: blanks, hyphens and small letters are forgiven. */
    public static Optional<Receipt> typed(String text) {
        if (text.length() > TYPED_LENGTH_MAX) {
            return Optional.empty();
        }
        Matcher found = WRITTEN.matcher(text.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT));
        return found.matches()
                ? Optional.of(new Receipt(found.group(1) + "-" + found.group(2), found.group(3)))
                : Optional.empty();
    }

    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("complaint|" + number + "|" + code).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The code in groups, to be read aloud or written down. */
    public String grouped() {
        return code.substring(0, 4) + " " + code.substring(4, 8) + " " + code.substring(8);
    }

    public String href() {
        return "/complaints/" + number + "-" + code;
    }

    /** The code must not reach a log. */
    @Override
    public String toString() {
        return "Receipt[" + number + "]";
    }
}
