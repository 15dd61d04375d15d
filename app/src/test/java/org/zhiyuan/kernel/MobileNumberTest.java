package org.zhiyuan.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800002743",
                "138 0000 2743",
                "138-0000-2743",
                "+86 138 0000 2743",
                "0086 13800002743",
                "8613800002743",
                "１３８００００２７４３"
            })
    void oneNumberIsTheSameHoweverItIsTyped(String typed) {
        assertThat(MobileNumber.of(typed).value()).isEqualTo("13800002743");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12800002743",
                "1380000274",
                "138000027433",
                "0871-68680000",
                "+852 91234567",
                "+1 2025550123",
                "+85 13800002743",
                "13800002743;13800002744",
                "1380000274a"
            })
    void whatIsNoMobileOfTheMainlandIsRefused(String typed) {
        assertThat(MobileNumber.check(typed)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void neverShowsItselfInText() {
        assertThat(MobileNumber.of("13800002743")).hasToString("138****2743");
    }
}
