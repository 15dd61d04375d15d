package org.zhiyuan.person;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Keys and limits of people's data.
 *
 * @param keyFile file with the keys that wrap persons' keys, {@code name:base64} a line, the current one first
 * @param key the same in a variable, separated by commas
 * @param suite algorithms for what is sealed from now on; what is there stays readable
 * @param revealsPerDay values that one account may see unmasked in a day
 * @param revealMinutes how long a revealed value can be looked at again without a new reason
 */
@Validated
@ConfigurationProperties("zhiyuan.person")
record PersonSettings(
        @NotNull @DefaultValue("") String keyFile,
        @NotNull @DefaultValue("") String key,
        @NotNull @DefaultValue("INTL") CryptoSuite suite,
        @Min(0) @Max(1000) @DefaultValue("20") int revealsPerDay,
        @Min(1) @Max(60) @DefaultValue("5") int revealMinutes) {
    @Override
    public String toString() {
        return "PersonSettings[keyFile=" + keyFile + ", suite=" + suite + "]";
    }
}
