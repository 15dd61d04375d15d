package org.zhiyuan.team;

/** What a team mainly does; the city says which kinds there are. */
public record TeamKind(String key, String name, String nameEn) {
    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
