package org.zhiyuan.network;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of a page with its selection in it: every link on the page changes one part and keeps the rest. */
public final class Link {
    private static final String PAGE = "page";

    private final String path;
    private final Map<String, String> parts;

    private Link(String path, Map<String, String> parts) {
        this.path = path;
        this.parts = parts;
    }

    public static Link to(String path) {
        return new Link(path, Map.of());
    }

    /** The same page with another value of one part; an empty value leaves the part out, and paging begins anew. */
    public Link with(String part, @Nullable Object value) {
        Map<String, String> changed = new LinkedHashMap<>(parts);
        changed.remove(PAGE);
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            changed.remove(part);
        } else {
            changed.put(part, text);
        }
        return new Link(path, changed);
    }

    public Map<String, String> parts() {
        return parts;
    }

    /** For a pager, which adds {@code page=2}. */
    public String open() {
        String address = toString();
        return address + (address.indexOf('?') < 0 ? "?" : "&");
    }

    @Override
    public String toString() {
        StringBuilder address = new StringBuilder(path);
        char sign = '?';
        for (Map.Entry<String, String> part : parts.entrySet()) {
            address.append(sign)
                    .append(part.getKey())
                    .append('=')
                    .append(URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8));
            sign = '&';
        }
        return address.toString();
    }
}
