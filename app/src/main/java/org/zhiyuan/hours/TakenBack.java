package org.zhiyuan.hours;

import java.time.LocalDate;
import org.zhiyuan.ledger.EntryId;

/**
 * A credit that two persons took back, and what they said.
 *
 * @param ledger the posting that counts no more
 * @param day of the service
 */
public record TakenBack(EntryId ledger, LocalDate day, Reversal reversal) {}
