package org.zhiyuan.team;

/** Teams that stand together, whatever their level and place. */
public record Alliance(String key, String name, String nameEn, String about) {
    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
