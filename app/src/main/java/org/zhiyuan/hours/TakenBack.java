package org.zhiyuan.hours;

import org.zhiyuan.ledger.EntryId;

/**
 * A credit that two persons took back, and what they said.
 *
 * @param ledger the posting that counts no more
 */
public record TakenBack(EntryId ledger, Reversal reversal) {}
