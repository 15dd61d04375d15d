package org.zhiyuan.ledger;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What another room wants in the log besides the ledger's own postings.
 *
 * @param source the room's word for its kind of entry, small letters
 * @param entry its id there; offered once
 * @param owner the person whose log key hides it; null where it is nobody's
 * @param facts what is sealed: texts, whole numbers, lists and maps of those. The room must be able to tell the same facts
 *     again, to the letter, for as long as it wants to open the entry: the log keeps a commitment to them only
 */
public record Offer(String source, String entry, @Nullable UUID owner, Map<String, Object> facts) {
    private static final Pattern SOURCE = Pattern.compile("[a-z]+");

    public Offer {
        if (!SOURCE.matcher(source).matches() || source.equals(EntryId.POSTING)) {
            throw new IllegalArgumentException("source (" + source + ") must be small letters and no posting");
        }
        facts = Map.copyOf(facts);
    }
}
