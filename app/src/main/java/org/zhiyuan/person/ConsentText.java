package org.zhiyuan.person;

import java.time.LocalDate;
import java.util.Locale;

/**
 * What people are asked to agree to, for one purpose.
 *
 * @param validFrom first day it is asked
 * @param separate asked by itself, never bundled; refusing costs nothing
 * @param digest SHA-256 of purpose, version and both wordings: what exactly was agreed to
 */
public record ConsentText(
        String purpose,
        int version,
        LocalDate validFrom,
        boolean separate,
        String title,
        String titleEn,
        String text,
        String textEn,
        String digest) {
    public String title(Locale locale) {
        return Locale.ENGLISH.getLanguage().equals(locale.getLanguage()) ? titleEn : title;
    }

    public String text(Locale locale) {
        return Locale.ENGLISH.getLanguage().equals(locale.getLanguage()) ? textEn : text;
    }
}
