package org.zhiyuan.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over facts in one agreed writing: lines of {@code name TAB value} in the order of the names, with backslash,
 * tab and newline written as {@code \\}, {@code \t}, {@code \n}; a fact without a value has no tab. Whoever kept the
 * facts can make the digest again and compare.
 */
public final class Digest {
    private Digest() {}

    /** The digest as 64 hexadecimal digits; "" where there are no facts. */
    public static String of(Map<String, ? extends @Nullable Object> facts) {
        return facts.isEmpty() ? "" : HexFormat.of().formatHex(sha256(written(facts)));
    }

    static String written(Map<String, ? extends @Nullable Object> facts) {
        StringBuilder text = new StringBuilder();
        new TreeMap<String, @Nullable Object>(facts).forEach((name, value) -> {
            text.append(escaped(name));
            if (value != null) {
                text.append('\t').append(escaped(value.toString()));
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static String escaped(String plain) {
        return plain.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
