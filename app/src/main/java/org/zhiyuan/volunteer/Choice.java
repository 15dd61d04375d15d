package org.zhiyuan.volunteer;

/**
 * One of the things that a volunteer may choose.
 *
 * @param special a skill whose work is open only after training
 */
public record Choice(Kind kind, String key, String name, String nameEn, boolean special) {
    public enum Kind {
        SKILL,
        LANGUAGE,
        INTEREST
    }

    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
