package org.zhiyuan.hours.web;

import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;

/** How service time is said: in hours and minutes, however many hours. */
public final class Spans {
    private Spans() {}

    public static Text of(ServiceTime time) {
        long hours = time.hours();
        int minutes = time.restMinutes();
        if (hours == 0) {
            return Text.of("{0} 分", minutes);
        }
        return minutes == 0 ? Text.of("{0} 小时", hours) : Text.of("{0} 小时 {1} 分", hours, minutes);
    }

    public static Text of(long minutes) {
        return of(new ServiceTime(minutes));
    }
}
