package org.zhiyuan.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:0db8:0001:0002:ffff::1, 2001:db8:1:2::/64",
        "2001:db8::7, 2001:db8:0:0::/64",
        "::1, 0:0:0:0::/64",
        "fe80::1%eth0, fe80:0:0:0::/64",
        "::ffff:203.0.113.9, ::ffff:203.0.113.9"
    })
    void aHouseholdsAddressesCountAsOne(String origin, String network) {
        assertThat(SendingLimits.network(origin)).isEqualTo(network);
    }

    @Test
    void secretsAreLeftOutOfWhatIsKept() {
        Template template = new Template("code", "验证码 {0}，{1} 分钟内有效。", Set.of(0));

        assertThat(template.filled(List.of("123456", "5"))).isEqualTo("验证码 123456，5 分钟内有效。");
        assertThat(template.kept(List.of("123456", "5"))).doesNotContain("123456");
        assertThatThrownBy(() -> template.filled(List.of("1", "2", "3"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Template("Bad Key", "x", Set.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
