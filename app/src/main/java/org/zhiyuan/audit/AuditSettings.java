package org.zhiyuan.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param keepMonths whole months that events are kept before this one; the law asks for six (网络安全法)
 * @param prepareMonths months ahead for which there is a partition
 */
@Validated
@ConfigurationProperties("zhiyuan.audit")
record AuditSettings(
        @Min(6) @Max(1_200) @DefaultValue("36") int keepMonths,
        @Min(1) @Max(120) @DefaultValue("24") int prepareMonths) {}
