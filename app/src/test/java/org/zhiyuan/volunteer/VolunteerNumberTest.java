package org.zhiyuan.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VolunteerNumberTest {
    /** By the definition of the standard: each digit and the carry, modulo 10 and 11, end at 1. */
    @Test
    void theCheckDigitEndsTheSumOfTheStandardAtOne() {
        for (long ordinal : new long[] {1, 794, 1_234_567_890L, 9_999_999_999L}) {
            String digits = VolunteerNumber.of("AN", ordinal).value().substring(2);
            int carry = 10;
            for (int i = 0; i < 10; i++) {
                int sum = (carry + digits.charAt(i) - '0') % 10;
                carry = (sum == 0 ? 10 : sum) * 2 % 11;
            }
            assertThat((carry + digits.charAt(10) - '0') % 10).as(digits).isEqualTo(1);
        }
    }

    @Test
    void oneWrongDigitIsFoundWhereverItStands() {
        String number = VolunteerNumber.of("AN", 1_234_567_890L).value();
        for (int place = 2; place < number.length(); place++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String other = number.substring(0, place) + digit + number.substring(place + 1);
                assertThat(VolunteerNumber.typed(other).isPresent()).isEqualTo(other.equals(number));
            }
        }
    }

    @Test
    void aNumberIsReadAsPeopleTypeIt() {
        String number = VolunteerNumber.of("AN", 42).value();
        assertThat(VolunteerNumber.typed("an " + number.substring(2, 6) + " " + number.substring(6)))
                .contains(new VolunteerNumber(number));
        assertThat(VolunteerNumber.typed("11010519491231002X")).isEmpty();
        assertThatThrownBy(() -> new VolunteerNumber("AN00000000002")).isInstanceOf(IllegalArgumentException.class);
    }
}
