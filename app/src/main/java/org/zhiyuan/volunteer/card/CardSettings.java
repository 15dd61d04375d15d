package org.zhiyuan.volunteer.card;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param cardKeyFile file with the key that signs volunteers' cards: 32 bytes as base64
 * @param cardKey the same in a variable
 */
@Validated
@ConfigurationProperties("zhiyuan.volunteer")
record CardSettings(
        @NotNull @DefaultValue("") String cardKeyFile,
        @NotNull @DefaultValue("") String cardKey) {
    @Override
    public String toString() {
        return "CardSettings[cardKeyFile=" + cardKeyFile + "]";
    }
}
