package org.zhiyuan.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void aReceiptIsReadAsPeopleTypeIt() {
        Receipt fresh = Receipt.fresh("T2026-000123");
        assertThat(Receipt.typed(fresh.number() + fresh.code())).contains(fresh);
        assertThat(Receipt.typed(" t2026 000123 " + fresh.grouped().toLowerCase(java.util.Locale.ROOT)))
                .contains(fresh);
        assertThat(Receipt.typed(fresh.href().substring("/complaints/".length())))
                .contains(fresh);
    }

    @Test
    void whatIsNoReceiptIsNone() {
        assertThat(Receipt.typed("")).isEmpty();
        assertThat(Receipt.typed("T2026-000123")).isEmpty();
        assertThat(Receipt.typed("T2026-000123-K7QF9M2X4HT")).isEmpty();
        assertThat(Receipt.typed("T".repeat(61))).isEmpty();
    }

    @Test
    void noTwoReceiptsHaveOneCodeAndNoneTellsItsCode() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Receipt fresh = Receipt.fresh("T2026-000001");
            assertThat(fresh.code()).matches("[A-HJ-NP-Z2-9]{12}");
            assertThat(codes.add(fresh.code())).isTrue();
        }
        Receipt one = Receipt.fresh("T2026-000001");
        assertThat(one.toString()).doesNotContain(one.code());
        assertThat(one.digest()).hasSize(32).isNotEqualTo(new Receipt("T2026-000002", one.code()).digest());
    }
}
