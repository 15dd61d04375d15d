package org.zhiyuan.hours;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.presence.Way;

/**
 * Service that counts, with everything that the rules on records ask for (R13): what a certificate is made of.
 *
 * @param ledger its entry in the sealed log
 * @param organiser name of the place that held it
 * @param responsible who led it, masked
 * @param recorder account of whoever wrote it down for another; null for the volunteer's own act
 * @param recorderName masked name of the person behind that account; "" where none is known
 */
public record Credited(
        EntryId entry,
        org.zhiyuan.ledger.EntryId ledger,
        ActivityId activity,
        String activityName,
        LocalDate day,
        String place,
        String content,
        ServiceTime time,
        String organiser,
        String responsible,
        Way way,
        EntryClass klass,
        @Nullable UUID recorder,
        String recorderName) {}
