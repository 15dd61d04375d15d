package org.zhiyuan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"91110000600037341L", "91350100M000100Y43", "9135 0100 m000100y43", "９１３５０１００Ｍ０００１００Ｙ４３"})
    void theStandardsOwnExamplesAreAcceptedHoweverTheyAreTyped(String typed) {
        assertThat(CreditCode.check(typed)).isEqualTo(Decision.allowed());
    }

    @Test
    void isKeptInCapitalsWithoutBlanks() {
        assertThat(CreditCode.of(" 91350100m000100y43").value()).isEqualTo("91350100M000100Y43");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9135010", "91350100M000100Y433", "91350100I000100Y43", "9135O100M000100Y43"})
    void wrongLengthAndForeignLettersAreRefused(String typed) {
        assertThat(CreditCode.check(typed)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void anySingleWrongCharacterIsRefused() {
        for (String code : new String[] {"91110000600037341L", "91350100M000100Y43"}) {
            for (int place = 0; place < code.length(); place++) {
                for (char other : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
                    if (other != code.charAt(place)) {
                        String wrong = code.substring(0, place) + other + code.substring(place + 1);
                        assertThat(CreditCode.check(wrong)).as(wrong).isInstanceOf(Decision.Refused.class);
                    }
                }
            }
        }
    }

    @Test
    void cannotBeMadeWrong() {
        assertThatThrownBy(() -> new CreditCode("91350100M000100Y44")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CreditCode.of("91350100M000100Y44")).isInstanceOf(Refusal.class);
    }
}
