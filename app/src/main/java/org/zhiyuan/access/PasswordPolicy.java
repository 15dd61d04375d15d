package org.zhiyuan.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/**
 * What a password must be. Two profiles: one as NIST SP 800-63B-4 and ASVS 5 ask (length and a list of passwords that
 * everybody tries), one that adds what graded protection (等保) asks of staff: kinds of characters, and a change from time
 * to time. A second factor always stands beside it.
 *
 * @param lengthMin characters
 * @param kindsMin of the four kinds: small letters, capital letters, digits, others; 0 where kinds do not matter
 * @param changedEvery after so long a new one is asked for; zero where age does not matter
 */
record PasswordPolicy(int lengthMin, int kindsMin, Duration changedEvery) implements CompromisedPasswordChecker {
    enum Profile {
        /** As NIST and ASVS ask. */
        MODERN(new PasswordPolicy(8, 0, Duration.ZERO)),
        /** As graded protection asks. */
        GRADED(new PasswordPolicy(8, 3, Duration.ofDays(90)));

        private final PasswordPolicy policy;

        Profile(PasswordPolicy policy) {
            this.policy = policy;
        }

        PasswordPolicy policy() {
            return policy;
        }
    }

    /** Longer ones cost the server time and nobody any safety; ASVS asks for 64 at least. */
    static final int LENGTH_MAX = 128;

    private static final Set<String> BLOCKED = blocked();

    private static Set<String> blocked() {
        var in = Objects.requireNonNull(PasswordPolicy.class.getResourceAsStream("/access/blocked-passwords.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of blocked passwords", e);
        }
    }

    static int blockedCount() {
        return BLOCKED.size();
    }

    /** Whether somebody may choose it; the characters are taken as typed, blanks and any script included. */
    Decision allows(String password, String login) {
        int length = password.codePointCount(0, password.length());
        if (length < lengthMin) {
            return Decision.refused(Text.of("密码至少要 {0} 个字符，现在有 {1} 个", lengthMin, length));
        }
        if (length > LENGTH_MAX) {
            return Decision.refused(Text.of("密码最多 {0} 个字符，现在有 {1} 个", LENGTH_MAX, length));
        }
        if (kinds(password) < kindsMin) {
            return Decision.refused(Text.of("密码里小写字母、大写字母、数字、其他符号，至少要有 {0} 种", kindsMin));
        }
        String small = password.toLowerCase(Locale.ROOT);
        if (!login.isEmpty() && small.contains(login.toLowerCase(Locale.ROOT))) {
            return Decision.refused(Text.of("密码里不要带账号名"));
        }
        if (check(password).isCompromised() || small.chars().distinct().count() <= 2) {
            return Decision.refused(Text.of("这个密码太常见，别人一试就中，请换一个"));
        }
        return Decision.allowed();
    }

    boolean stale(Instant setAt, Instant now) {
        return !changedEvery.isZero() && now.isAfter(setAt.plus(changedEvery));
    }

    @Override
    public CompromisedPasswordDecision check(@org.jspecify.annotations.Nullable String password) {
        return new CompromisedPasswordDecision(password != null && BLOCKED.contains(password.toLowerCase(Locale.ROOT)));
    }

    private static int kinds(String password) {
        int kinds = 0;
        kinds += password.codePoints().anyMatch(Character::isLowerCase) ? 1 : 0;
        kinds += password.codePoints().anyMatch(Character::isUpperCase) ? 1 : 0;
        kinds += password.codePoints().anyMatch(Character::isDigit) ? 1 : 0;
        kinds += password.codePoints()
                        .anyMatch(c -> !Character.isLowerCase(c) && !Character.isUpperCase(c) && !Character.isDigit(c))
                ? 1
                : 0;
        return kinds;
    }
}
