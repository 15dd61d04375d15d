package org.zhiyuan.staff;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param fillWithinDays how long a post may stand vacant before it counts as overdue */
@Validated
@ConfigurationProperties("zhiyuan.staff")
record StaffSettings(@Min(1) @Max(366) @DefaultValue("30") int fillWithinDays) {}
