package org.zhiyuan.unit;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Another unit was ordered to answer for a field from a day on. */
public record ResponsibilityChanged(String field, @Nullable UnitId former, UnitId next, LocalDate from) {}
