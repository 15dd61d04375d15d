package org.zhiyuan.ledger;

import java.time.Instant;

/**
 * The answer to a posting; the same whenever the same is asked again.
 *
 * @param repeated whether it stood already and nothing was written this time
 */
public record Receipt(TransferId transfer, Instant at, boolean repeated) {}
