package org.zhiyuan.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that a place of a tier must have and show (六有, 十有 …), as a decree says it: data by date.
 *
 * @param part under which heading it stands: 有场所
 * @param provedBy by what it is met: EVIDENCE, POSITION, OPENING_HOURS, PHONE, or the key of a {@link Proof} in capitals
 * @param ageMonths how old evidence may be; null where something else proves it
 */
public record Check(
        String key,
        Tier tier,
        int position,
        String part,
        String partEn,
        String label,
        String labelEn,
        String provedBy,
        @Nullable Integer ageMonths,
        LocalDate from) {
    static final String EVIDENCE = "EVIDENCE";
    static final String POSITION = "POSITION";
    static final String OPENING_HOURS = "OPENING_HOURS";
    static final String PHONE = "PHONE";

    public String part(boolean english) {
        return english && !partEn.isEmpty() ? partEn : part;
    }

    public String label(boolean english) {
        return english && !labelEn.isEmpty() ? labelEn : label;
    }

    public boolean byEvidence() {
        return provedBy.equals(EVIDENCE);
    }
}
