package org.zhiyuan.ledger;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param keyFile file with the key that signs tree heads: 32 bytes as base64
 * @param key the same in a variable
 * @param sealEvery how often committed entries are put into the log; the law of the house is within 60 seconds
 */
@Validated
@ConfigurationProperties("zhiyuan.ledger")
record LedgerSettings(
        @NotNull @DefaultValue("") String keyFile,
        @NotNull @DefaultValue("") String key,
        @NotNull @DefaultValue("15s") Duration sealEvery) {
    private static final Duration SEAL_EVERY_MAX = Duration.ofSeconds(30);

    LedgerSettings {
        if (sealEvery.compareTo(Duration.ofMillis(100)) < 0 || sealEvery.compareTo(SEAL_EVERY_MAX) > 0) {
            throw new IllegalArgumentException(
                    "zhiyuan.ledger.seal-every (" + sealEvery + ") must be 100 milliseconds to 30 seconds");
        }
    }

    @Override
    public String toString() {
        return "LedgerSettings[keyFile=" + keyFile + ", sealEvery=" + sealEvery + "]";
    }
}
