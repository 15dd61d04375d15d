package org.zhiyuan.complaint;

/** What complaints are about, in the words of the city's pack. */
public record Topic(String key, String name, String nameEn) {
    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
