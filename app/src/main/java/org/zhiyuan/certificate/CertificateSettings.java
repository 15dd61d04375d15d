package org.zhiyuan.certificate;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param address under which everybody reaches this house, printed on certificates; "" for the one that the issuing office
 *     used itself
 */
@Validated
@ConfigurationProperties("zhiyuan.certificate")
public record CertificateSettings(
        @NotNull @DefaultValue("") @Pattern(regexp = "(https?://[^/\\s]+)?")
        String address) {}
