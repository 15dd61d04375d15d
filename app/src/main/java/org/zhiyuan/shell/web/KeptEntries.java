package org.zhiyuan.shell.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * What somebody entered in a form that could not be taken: the page that says so carries it, to be sent once more with
 * one press. Nothing of it is stored. A form that comes from another site is not carried: its press would be the
 * other site's doing.
 *
 * @param action where the form was sent, and is to be sent again
 * @param fields all its fields but the token against forgery, which the new page brings
 * @param shown the values that mean something to a person
 */
public record KeptEntries(String action, List<Field> fields, List<String> shown) {
    public record Field(String name, String value) {}

    private static final int LENGTH_MAX = 64 * 1024;
    private static final int SHOWN_LENGTH_MAX = 300;
    private static final String FORGERY_TOKEN = "_csrf";
    /** Never sent back to a browser, not even the one that they came from. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret)|code|otp|totp");
    /** Keys of choices, ids and numbers of versions: true, but not what somebody typed. */
    private static final Pattern MEANINGLESS =
            Pattern.compile("[A-Z][A-Z0-9_]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{1,3}|on|true|false");

    private static final Set<String> METHODS = Set.of("POST");

    /** The entries of this request; null where there are none that may be sent again from here. */
    static @Nullable KeptEntries of(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod()) || !isForm(request) || !fromOurPage(request)) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        int length = 0;
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            String name = parameter.getKey();
            if (SECRET.matcher(name).matches()) {
                return null;
            }
            if (name.equals(FORGERY_TOKEN)) {
                continue;
            }
            for (String value : parameter.getValue()) {
                length += name.length() + value.length();
                fields.add(new Field(name, value));
                if (!name.startsWith("_")
                        && !value.isBlank()
                        && !MEANINGLESS.matcher(value).matches()) {
                    shown.add(value.length() > SHOWN_LENGTH_MAX ? value.substring(0, SHOWN_LENGTH_MAX) + "…" : value);
                }
            }
        }
        if (shown.isEmpty() || length > LENGTH_MAX) {
            return null;
        }
        return new KeptEntries(action(request), fields, shown);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /** Browsers say from which site a form was sent; one that does not say is not believed. */
    private static boolean fromOurPage(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        URI ours = ServletUriComponentsBuilder.fromRequestUri(request)
                .replacePath(null)
                .build()
                .toUri();
        return origin.equals(ours.toString());
    }

    private static String action(HttpServletRequest request) {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return asked == null ? request.getRequestURI() : asked.toString();
    }
}
