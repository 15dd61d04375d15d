package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.network.SiteId;

/** With the texts of the sample city's pack. */
@HouseTest
class ConsentsTest {
    private static final String RECORD = "volunteer-record";
    private static final String SEPARATE = "public-contact";

    @Autowired
    private People people;

    @Autowired
    private Consents consents;

    @Autowired
    private ConsentPack pack;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Town town;
    private final Actor clerk = Town.clerk("测试站办事员");

    @BeforeEach
    void build() {
        town = new Town(jdbc, transactions);
    }

    @Test
    void thePacksTextsAreThereAndTheLatestVersionCounts() {
        assertThat(consents.current(RECORD)).hasValueSatisfying(text -> {
            assertThat(text.version()).isEqualTo(2);
            assertThat(text.separate()).isFalse();
            assertThat(text.titleEn()).isNotBlank();
        });
        assertThat(consents.texts()).extracting(ConsentText::version).contains(1, 2);
    }

    @Test
    void takingThePackInAgainAddsNothing() {
        int before = consents.texts().size();
        pack.run(null);
        assertThat(consents.texts()).hasSize(before);
    }

    @Test
    void nobodyIsRegisteredWithoutConsentOrDuty() {
        Particulars zhou = Town.adult("周例一");

        assertThatThrownBy(() -> register(zhou, List.of())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> register(zhou, List.of(given(SEPARATE, 1, null))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> register(zhou, List.of(given(RECORD, 1, null))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("新的版本");
        PersonId id = register(zhou, List.of(given(RECORD, 2, null)));
        assertThat(town.as(clerk, town.station, () -> consents.agrees(id, RECORD)))
                .isTrue();
    }

    @Test
    void consentIsWithdrawnAsEasilyAsGivenAndBothStayInTheLedger() {
        PersonId id = register(Town.adult("周例二"), List.of(given(RECORD, 2, null), given(SEPARATE, 1, null)));

        town.asSelf(id, () -> {
            consents.withdraw(Town.self(id), id, SEPARATE, Consent.Channel.WEB, null);
            return 0;
        });

        assertThat(town.asSelf(id, () -> consents.agrees(id, SEPARATE))).isFalse();
        assertThat(town.asSelf(id, () -> consents.agrees(id, RECORD))).isTrue();
        assertThat(town.asSelf(id, () -> consents.ledger(id)))
                .extracting(Consent::purpose, Consent::given)
                .containsExactly(tuple(SEPARATE, false), tuple(SEPARATE, true), tuple(RECORD, true));
        assertThatThrownBy(() -> town.asSelf(id, () -> {
                    consents.withdraw(Town.self(id), id, SEPARATE, Consent.Channel.WEB, null);
                    return 0;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void belowFourteenAGuardianDecides() {
        PersonId mother = register(Town.adult("周例三"), List.of(given(RECORD, 2, null)));
        Particulars child = new Particulars("周例四", null, false, Town.number(LocalDate.of(2016, 6, 6)), null, "");
        PersonId unknownAge =
                register(new Particulars("周例五", Town.phone(), true, null, null, ""), List.of(given(RECORD, 2, null)));

        assertThatThrownBy(() -> register(child, List.of(given(RECORD, 2, null))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("监护人");
        assertThatThrownBy(() -> register(child, List.of(given(RECORD, 2, unknownAge))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("18");
        PersonId id = register(child, List.of(given(RECORD, 2, mother)));
        assertThat(town.as(clerk, town.station, () -> consents.ledger(id)))
                .singleElement()
                .extracting(Consent::guardian)
                .isEqualTo(mother);
    }

    @Test
    void aChildIsNobodysGuardian() {
        PersonId mother = register(Town.adult("周例六"), List.of(given(RECORD, 2, null)));
        PersonId brother = register(
                new Particulars("周例七", null, false, Town.number(LocalDate.of(2013, 6, 6)), null, ""),
                List.of(given(RECORD, 2, mother)));

        assertThatThrownBy(() -> register(
                        new Particulars("周例八", null, false, Town.number(LocalDate.of(2016, 6, 7)), null, ""),
                        List.of(given(RECORD, 2, brother))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theLedgerIsNeverRewritten() {
        PersonId id = register(Town.adult("周例九"), List.of(given(RECORD, 2, null)));

        for (String sql : Set.of(
                "update person.consent set given = false where person = ?",
                "delete from person.consent where person = ?",
                "update person.look set reason = '' where person = ?",
                "delete from person.look where person = ?",
                "delete from person.verification where person = ?",
                "delete from person.person where id = ?")) {
            assertThatThrownBy(() -> town.system(
                            () -> town.jdbc().sql(sql).param(id.value()).update()))
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aNeighbourNeitherReadsNorWritesTheLedger() {
        PersonId id = register(Town.adult("周例十"), List.of(given(RECORD, 2, null)));
        Actor neighbour = Town.clerk("邻站办事员");

        assertThat(town.as(neighbour, town.neighbour, () -> consents.ledger(id)))
                .isEmpty();
        assertThatThrownBy(() -> town.as(neighbour, town.neighbour, () -> {
                    consents.give(neighbour, id, given(SEPARATE, 1, null));
                    return 0;
                }))
                .isInstanceOf(Absent.class);
    }

    private PersonId register(Particulars particulars, List<Consent.Given> given) {
        return town.as(
                clerk,
                town.station,
                () -> people.register(clerk, new SiteId(town.station), particulars, Basis.CONSENT, given));
    }

    private static Consent.Given given(String purpose, int version, @Nullable PersonId guardian) {
        return new Consent.Given(purpose, version, Consent.Channel.COUNTER, guardian);
    }
}
