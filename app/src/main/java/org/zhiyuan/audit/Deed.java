package org.zhiyuan.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What somebody did, tried, or looked at: the part of an audit event that only the acting room knows. Who, as what, from
 * where and in which request comes from {@link org.zhiyuan.kernel.Acting}; the time is the database's own.
 *
 * <pre>{@code
 * audit.record(Deed.of("site.renamed", Text.of("把「{0}」改名为「{1}」", before.name(), after.name()))
 *         .on("site", site.value(), site.value())
 *         .changed(before.facts(), after.facts())
 *         .because(reason));
 * }</pre>
 *
 * <p>Neither label nor reason may hold anything personal: the audit administrator is not one who may see people's data.
 * Of the facts only digests and the names of changed fields are kept; yet a phone number can be guessed from its digest,
 * so of a personal field give the sealed value as it is stored, never the plain one.
 *
 * @param what dotted name, the same for every deed of its kind
 * @param label what happened, as a sentence
 * @param kind kind of the object, as in {@link org.zhiyuan.kernel.Can#on}: "site", "grant" …; "" for none
 * @param id the object's id; "" for none
 * @param site the site whose affair it is; null for the city's own
 * @param field the field of service; null where it is none's
 * @param fields names of the facts that changed
 * @param before digest of the facts before; "" for none
 * @param after digest of the facts after; "" for none
 * @param reason why, in the actor's words; "" where none is asked
 */
public record Deed(
        String what,
        Text label,
        String kind,
        String id,
        @Nullable UUID site,
        @Nullable String field,
        List<String> fields,
        String before,
        String after,
        String reason,
        Result result) {
    public enum Result {
        /** It was allowed and happened. */
        ALLOWED,
        /** It was tried without the right to it, and did not happen. */
        DENIED,
        /** It was allowed, and did not come about: a wrong password, a refused import. */
        FAILED
    }

    static final int REASON_LENGTH_MAX = 1_000;
    private static final Pattern WHAT = Pattern.compile("[a-z]+(\\.[a-z_]+)+");

    public Deed {
        if (!WHAT.matcher(what).matches()) {
            throw new IllegalArgumentException("what (" + what + ") must be a dotted name such as site.renamed");
        }
        if (reason.length() > REASON_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "reason has " + reason.length() + " characters, at most " + REASON_LENGTH_MAX);
        }
        fields = List.copyOf(fields);
    }

    public static Deed of(String what, Text label) {
        return new Deed(what, label, "", "", null, null, List.of(), "", "", "", Result.ALLOWED);
    }

    public Deed on(String kind, Object id, @Nullable UUID site) {
        return new Deed(what, label, kind, id.toString(), site, field, fields, before, after, reason, result);
    }

    public Deed inField(@Nullable String field) {
        return new Deed(what, label, kind, id, site, field, fields, before, after, reason, result);
    }

    /** The facts before and after, by name; an empty map where there are none (something new, something gone). */
    public Deed changed(Map<String, ? extends @Nullable Object> before, Map<String, ? extends @Nullable Object> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(written(before.get(name)), written(after.get(name))));
        return new Deed(
                what,
                label,
                kind,
                id,
                site,
                field,
                List.copyOf(names),
                Digest.of(before),
                Digest.of(after),
                reason,
                result);
    }

    public Deed because(String reason) {
        return new Deed(what, label, kind, id, site, field, fields, before, after, reason, result);
    }

    public Deed denied() {
        return new Deed(what, label, kind, id, site, field, fields, before, after, reason, Result.DENIED);
    }

    public Deed failed() {
        return new Deed(what, label, kind, id, site, field, fields, before, after, reason, Result.FAILED);
    }

    private static @Nullable String written(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
