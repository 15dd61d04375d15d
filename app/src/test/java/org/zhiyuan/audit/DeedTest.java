package org.zhiyuan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.TextJson;

class DeedTest {
    @Test
    void aDigestIsOverNamesAndValuesInTheOrderOfTheNames() {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("phone", null);
        facts.put("name", "石庄村站\t一");
        facts.put("address", "a\\b\nc");

        assertThat(Digest.written(facts)).isEqualTo("address\ta\\\\b\\nc\nname\t石庄村站\\t一\nphone\n");
        // printf 'name\tA\n' | sha256sum
        assertThat(Digest.of(Map.of("name", "A")))
                .isEqualTo("79c62c2662eeae18ead29e9381c1a623c3f496911ccbaf5cabdaf619127ebfce");
    }

    @Test
    void noFactsHaveNoDigest() {
        assertThat(Digest.of(Map.of())).isEmpty();
    }

    @Test
    void aDeedNamesTheFieldsThatChangedAndNoOthers() {
        Deed deed = Deed.of("site.edited", Text.of("改了档案"))
                .changed(
                        Map.of("name", "石庄村站", "phone", "1", "since", LocalDate.EPOCH),
                        Map.of("name", "石庄村站", "phone", "2", "address", "x"));

        assertThat(deed.fields()).containsExactly("address", "phone", "since");
        assertThat(deed.before()).hasSize(64).isNotEqualTo(deed.after());
        assertThat(deed.toString()).doesNotContain("1970");
    }

    @Test
    void aDeedWithoutADottedNameIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Deed.of("renamed", Text.of("改名")));
    }

    @Test
    void theValuesOfASentenceAreReadAsTheyWereWritten() {
        List<Object> values =
                List.of("八街", 3L, LocalDate.of(2026, 11, 23), Text.of("从 {0} 起", LocalDate.of(2027, 1, 1)));

        assertThat(TextJson.read(TextJson.write(values))).isEqualTo(values);
    }
}
