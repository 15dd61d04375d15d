package org.zhiyuan.unit;

import java.util.UUID;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.network.ActId;

/**
 * A unit answers for a field of service.
 *
 * @param main one main unit a field and day; others help
 */
public record Responsibility(UUID id, String field, Unit unit, Period days, boolean main, ActId act, String document) {}
