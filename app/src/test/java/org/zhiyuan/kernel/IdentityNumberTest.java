package org.zhiyuan.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityNumberTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "440524188001010014",
                "11010519491231002x",
                "１１０１０５１９４９１２３１００２Ｘ",
                " 110105 19491231 002X ",
                "110105-19491231-002X"
            })
    void theStandardsOwnExamplesAreAcceptedHoweverTheyAreTyped(String typed) {
        assertThat(IdentityNumber.check(typed, TODAY)).isEqualTo(Decision.allowed());
    }

    @Test
    void theBirthDateIsRead() {
        assertThat(IdentityNumber.of("11010519491231002X", TODAY).birthDate()).isEqualTo("1949-12-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"81000019800101001", "82000019800101001", "83000019800101001", "91112419810803002"})
    void residencePermitsAndForeignPermanentResidentsAreAccepted(String body) {
        assertThat(IdentityNumber.check(completed(body), TODAY)).isEqualTo(Decision.allowed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00010519491231002", "84000019800101001", "99912419810803002", "47010519491231002"})
    void anUnknownDivisionIsRefused(String body) {
        assertThat(reason(completed(body))).contains("地区");
    }

    @ParameterizedTest
    @ValueSource(strings = {"53018120260229001", "53018119991301001", "53018120261124001", "53018118001231001"})
    void aBirthDateThatIsNoneOrLiesAheadIsRefused(String body) {
        assertThat(reason(completed(body))).contains("出生日期");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "110105491231002", "11010519491231002XX", "1101051949123100AX", "二"})
    void whatHasNotEighteenPlacesIsRefused(String typed) {
        assertThat(reason(typed)).contains("18 位");
    }

    @Test
    void anySingleWrongCharacterIsRefused() {
        String number = "11010519491231002X";
        for (int place = 0; place < number.length(); place++) {
            for (char other : "0123456789X".toCharArray()) {
                if (other != number.charAt(place)) {
                    String wrong = number.substring(0, place) + other + number.substring(place + 1);
                    assertThat(IdentityNumber.check(wrong, TODAY)).as(wrong).isInstanceOf(Decision.Refused.class);
                }
            }
        }
    }

    @Test
    void everyExchangeOfNeighboursIsRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            LocalDate born = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(34_000));
            String body = "530181%tY%<tm%<td%03d".formatted(born, random.nextInt(1000));
            String number = completed(body);
            int place = random.nextInt(17);
            if (number.charAt(place) == number.charAt(place + 1)) {
                continue;
            }
            char[] swapped = number.toCharArray();
            swapped[place] = number.charAt(place + 1);
            swapped[place + 1] = number.charAt(place);
            assertThat(IdentityNumber.check(new String(swapped), TODAY))
                    .as("seed %d: %s", seed, number)
                    .isInstanceOf(Decision.Refused.class);
        }
    }

    @Test
    void neverShowsItselfInText() {
        IdentityNumber number = IdentityNumber.of("11010519491231002X", TODAY);

        assertThat(number).hasToString("11**************2X");
        assertThat(number.value()).isEqualTo("11010519491231002X");
    }

    private static String completed(String body) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    private static String reason(String typed) {
        return ((Decision.Refused) IdentityNumber.check(typed, TODAY)).reason().toString();
    }
}
