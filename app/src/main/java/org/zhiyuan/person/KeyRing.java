package org.zhiyuan.person;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The keys that wrap other keys, by name. The first wraps; the others still open what was wrapped under them, until
 * everything has been wrapped anew. Written as {@code name:base64}, one a line or separated by commas.
 */
final class KeyRing {
    static final int KEY_BYTES = 32;
    /** Names of keys that the house made for itself: good for a sample, refused in production. */
    static final String GENERATED = "generated-";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private final Map<String, byte[]> keys;

    private KeyRing(Map<String, byte[]> keys) {
        this.keys = keys;
    }

    /** Reads keys as written; throws IllegalArgumentException with a reason that never shows a key. */
    static KeyRing parse(String written) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        List<String> entries = written.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            int colon = entry.indexOf(':');
            if (colon < 0 || !NAME.matcher(entry.substring(0, colon)).matches()) {
                throw new IllegalArgumentException("key " + (i + 1)
                        + " has no name: write name:base64, the name in small letters, digits and hyphens");
            }
            String name = entry.substring(0, colon);
            byte[] key = decoded(name, entry.substring(colon + 1).strip());
            if (keys.putIfAbsent(name, key) != null) {
                throw new IllegalArgumentException("two keys have the name " + name);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key in it");
        }
        return new KeyRing(keys);
    }

    private static byte[] decoded(String name, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key " + name + " is not base64", e);
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "key " + name + " has " + key.length + " bytes; it must have " + KEY_BYTES);
        }
        return key;
    }

    List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /** The name of the key that wraps. */
    String current() {
        return keys.keySet().iterator().next();
    }

    Optional<byte[]> key(String name) {
        return Optional.ofNullable(keys.get(name)).map(byte[]::clone);
    }

    /** Why this ring is not fit for production: a key made by the house itself, or one that anybody would try first. */
    Optional<String> weakness() {
        for (Map.Entry<String, byte[]> entry : keys.entrySet()) {
            if (entry.getKey().startsWith(GENERATED)) {
                return Optional.of("key " + entry.getKey() + " was generated for a sample");
            }
            byte[] key = entry.getValue();
            if (IntStream.range(1, key.length).allMatch(i -> key[i] == key[0])) {
                return Optional.of("key " + entry.getKey() + " is one byte repeated");
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
