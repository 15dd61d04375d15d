package org.zhiyuan.channel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many messages may leave, and by which provider.
 *
 * @param stopped stops all sending whatever the switch on the page says
 * @param perNumberMinute messages to one number in a minute
 * @param perOriginHour messages asked for from one address in an hour; a whole village may share one
 * @param cityDay messages of the whole city in a day: what one day may cost at most
 * @param gateway the provider; none in the sample, where a page shows what would be sent
 */
@Validated
@ConfigurationProperties("zhiyuan.channel")
record ChannelSettings(
        @DefaultValue("false") boolean stopped,
        @Min(1) @DefaultValue("1") int perNumberMinute,
        @Min(1) @DefaultValue("5") int perNumberHour,
        @Min(1) @DefaultValue("10") int perNumberDay,
        @Min(1) @DefaultValue("30") int perOriginHour,
        @Min(1) @DefaultValue("100") int perOriginDay,
        @Min(1) @DefaultValue("5000") int cityDay,
        @Valid @Nullable Gateway gateway) {

    /**
     * A provider that takes one HTTP request a message. In {@code url}, {@code headers} and {@code body} stand
     * {@code {number}}, {@code {text}}, {@code {id}}, {@code {template}} (the provider's own name of the wording) and
     * {@code {0}}, {@code {1}} … (its values), escaped as the content type asks.
     *
     * @param hosts the only hosts that may be called
     * @param plainHttp whether the connection may be unencrypted: only inside a closed network
     * @param success pattern that must occur in the answer's body; the status must be 2xx in any case
     * @param reference pattern whose first group is the provider's own number of the message; "" for none
     * @param pause wait before the second attempt; it doubles each time
     * @param templates the provider's names of the wordings, by key; the key itself where none is given
     */
    record Gateway(
            @NotNull URI url,
            @NotBlank @DefaultValue("POST") String method,
            @NotNull @DefaultValue Map<String, String> headers,

            @NotBlank @DefaultValue("application/json;charset=utf-8")
            String contentType,

            @NotNull @DefaultValue("") String body,
            @NotNull @DefaultValue("") String success,
            @NotNull @DefaultValue("") String reference,
            @NotNull @DefaultValue("5s") Duration timeout,
            @Min(1) @Max(5) @DefaultValue("3") int attemptsMax,
            @NotNull @DefaultValue("1s") Duration pause,
            @NotEmpty List<String> hosts,
            @DefaultValue("false") boolean plainHttp,
            @NotNull @DefaultValue Map<String, String> templates) {
        /** Headers and body may hold the provider's password. */
        @Override
        public String toString() {
            return "Gateway[" + url.getHost() + "]";
        }
    }
}
