package org.zhiyuan.certificate;

import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;

/** Time given, in hours and minutes to the minute: nothing is rounded on a certificate. */
public final class TimeWords {
    private TimeWords() {}

    public static Text of(ServiceTime time) {
        if (time.hours() == 0) {
            return Text.of("{0} 分", time.restMinutes());
        }
        return time.restMinutes() == 0
                ? Text.of("{0} 小时", time.hours())
                : Text.of("{0} 小时 {1} 分", time.hours(), time.restMinutes());
    }
}
