package org.zhiyuan.project;

/** A category of service, or whom it is for; from the city's pack. */
public record Choice(Kind kind, String key, String name, String nameEn) {
    public enum Kind {
        CATEGORY,
        OBJECT
    }

    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
