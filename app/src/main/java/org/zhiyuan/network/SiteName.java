package org.zhiyuan.network;

import java.util.Locale;

/**
 * What a site is called.
 *
 * @param full as the document has it
 * @param brief as people say it and lists show it
 * @param english "" where there is none
 * @param pinyin syllables of the brief name, apart and without tones; "" where nobody gave them (initials are then
 *     guessed from the usual readings)
 */
public record SiteName(String full, String brief, String english, String pinyin) {
    public SiteName {
        full = full.strip();
        brief = brief.isBlank() ? full : brief.strip();
        english = english.strip();
        pinyin = pinyin.strip().toLowerCase(Locale.ROOT);
        SitePolicy.name(full).orRefuse();
        SitePolicy.brief(brief).orRefuse();
        SitePolicy.english(english).orRefuse();
        SitePolicy.pinyin(pinyin).orRefuse();
    }

    public static SiteName of(String full) {
        return new SiteName(full, "", "", "");
    }
}
