package org.zhiyuan.activity;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Proof that those who come are insured against accidents (R8).
 *
 * @param contract number of the contract
 * @param covers what it pays, as the contract says it
 * @param lastDay last day on which it holds
 */
public record Insurance(
        UUID id,
        ActivityId activity,
        String insurer,
        String contract,
        String covers,
        LocalDate firstDay,
        LocalDate lastDay) {
    public boolean covers(LocalDate from, LocalDate through) {
        return !firstDay.isAfter(from) && !lastDay.isBefore(through);
    }
}
