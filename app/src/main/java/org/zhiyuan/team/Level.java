package org.zhiyuan.team;

/**
 * A level of teams, as the city calls it: 总队, 支队, 大队, 小队.
 *
 * @param position 1 is the highest
 */
public record Level(String key, int position, String name, String nameEn) {
    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
