package org.zhiyuan.reward;

import java.time.LocalDate;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.network.SiteId;

/**
 * All that everybody may read of a star while it is told of.
 *
 * @param name masked
 * @param grade what so many stars are called
 * @param gradeEn the same in English
 * @param lastDay the last day on which one may object
 */
public record Notice(
        StarId star,
        String number,
        String name,
        SiteId site,
        int stars,
        String grade,
        String gradeEn,
        ServiceTime time,
        LocalDate firstDay,
        LocalDate lastDay) {
    public String called(boolean english) {
        return english ? gradeEn : grade;
    }
}
