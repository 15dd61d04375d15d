package org.zhiyuan.matter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param nextYearFromMonth month from which next year's holidays are asked for; they are announced in November */
@Validated
@ConfigurationProperties("zhiyuan.matter")
record MatterSettings(@Min(1) @Max(12) @DefaultValue("11") int nextYearFromMonth) {}
