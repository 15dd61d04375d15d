package org.zhiyuan.certificate;

import java.time.LocalDate;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.ledger.EntryId;
import org.zhiyuan.network.SiteId;

/**
 * One service that was credited (R13, R17): a line of a certificate.
 *
 * @param entry the posting by which the ledger proves it
 * @param site the place that recorded it
 * @param activity what it is called
 * @param place where it was, in words
 * @param content what was done
 * @param organiser the body that organised it
 * @param responsible who led it (活动负责人)
 * @param recorder who recorded it, in words: a name, or by which means nobody's hand was needed
 * @param late whether it is 补录
 */
public record Credit(
        EntryId entry,
        SiteId site,
        String activity,
        LocalDate day,
        String place,
        String content,
        ServiceTime time,
        String organiser,
        String responsible,
        Manner manner,
        boolean late,
        String recorder) {
    public Manner.Group group() {
        return manner.group(late);
    }
}
