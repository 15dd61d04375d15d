package org.zhiyuan.verify;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes values out of what was read, each of the kind that it must be. */
final class Facts {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})+");

    private Facts() {}

    static Map<String, Object> read(byte[] bytes) {
        try {
            return Json.object(bytes);
        } catch (Json.Malformed e) {
            throw new Verdict.Wrong("内容不是规定的写法，可能被改动过", "it is not written in the agreed form, so it was altered");
        }
    }

    /** Exactly these names, and this type. */
    static void require(Map<String, Object> facts, String type, Set<String> names) {
        if (!type.equals(facts.get("type")) || !facts.keySet().equals(names)) {
            throw new Verdict.Wrong("这不是 %s，或者少了、多了内容", "this is no %s, or something is missing or added", type);
        }
    }

    static String text(Map<String, Object> facts, String name) {
        if (facts.get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    static long number(Map<String, Object> facts, String name) {
        if (facts.get(name) instanceof Long number) {
            return number;
        }
        throw missing(name);
    }

    static byte[] hex(Map<String, Object> facts, String name, int bytes) {
        return hex(text(facts, name), name, bytes);
    }

    private static byte[] hex(String text, String name, int bytes) {
        if (text.length() != 2 * bytes || !HEX.matcher(text).matches()) {
            throw missing(name);
        }
        return HexFormat.of().parseHex(text);
    }

    static List<byte[]> path(Map<String, Object> facts, String name) {
        if (facts.get(name) instanceof List<?> list && list.size() <= 2 * Long.SIZE) {
            List<byte[]> path = new ArrayList<>();
            for (Object step : list) {
                path.add(hex(String.valueOf(step), name, Merkle.HASH_BYTES));
            }
            return path;
        }
        throw missing(name);
    }

    static Map<String, Object> object(Map<String, Object> facts, String name) {
        if (facts.get(name) instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> object = (Map<String, Object>) map;
            return object;
        }
        throw missing(name);
    }

    static List<Map<String, Object>> objects(Map<String, Object> facts, String name, int most) {
        if (!(facts.get(name) instanceof List<?> list) || list.size() > most) {
            throw missing(name);
        }
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object one : list) {
            objects.add(object(Map.of(name, one), name));
        }
        return objects;
    }

    private static Verdict.Wrong missing(String name) {
        return new Verdict.Wrong("“%s”缺失或写得不对", "“%s” is missing or not well written", name);
    }
}
