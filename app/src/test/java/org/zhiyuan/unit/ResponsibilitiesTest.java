package org.zhiyuan.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.network.ActId;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Handover;
import org.zhiyuan.network.Tree;

@HouseTest
class ResponsibilitiesTest {
    private static final Basis BASIS = Basis.of("示例文〔2026〕19号");

    @Autowired
    private Responsibilities responsibilities;

    @Autowired
    private Units units;

    @Autowired
    private Tree tree;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() {
        rehearsal = new Rehearsal(transactions, jdbc);
    }

    private UnitId unit(String number) {
        return units.byNumber(number, tree.today()).orElseThrow().id();
    }

    private String main(String field, LocalDate on) {
        return responsibilities
                .main(field, on)
                .map(responsibility -> responsibility.unit().number())
                .orElse("");
    }

    @Test
    void thePastStaysWithTheFormerUnit() {
        rehearsal.run(() -> {
            LocalDate day = tree.today().plusDays(40);
            responsibilities.change("law", unit("party-school"), day, BASIS);
            assertThat(main("law", day.minusDays(1))).isEqualTo("political-legal");
            assertThat(main("law", day)).isEqualTo("party-school");
        });
    }

    @Test
    void aPlannedChangeIsWithdrawnBeforeItsDayAndTheFormerUnitGoesOn() {
        rehearsal.run(() -> {
            LocalDate day = tree.today().plusDays(40);
            ActId act = responsibilities.change("law", unit("party-school"), day, BASIS);
            responsibilities.withdraw(act, "示例：文件改了");
            assertThat(main("law", day.plusYears(1))).isEqualTo("political-legal");
            assertThat(responsibilities.of("law")).hasSize(1);
        });
    }

    @Test
    void aChangeInEffectCannotBeWithdrawn() {
        rehearsal.run(() -> {
            ActId act = responsibilities.change("law", unit("party-school"), tree.today(), BASIS);
            assertThatThrownBy(() -> rehearsal.step(() -> {
                        responsibilities.withdraw(act, "示例");
                        return true;
                    }))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("已经生效");
        });
    }

    @Test
    void aChangeNeedsItsDocument() {
        rehearsal.run(() -> assertThatThrownBy(() -> rehearsal.step(
                        () -> responsibilities.change("law", unit("party-school"), tree.today(), Basis.of(" "))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("依据"));
    }

    @Test
    void aUnitThatNoLongerExistsCannotBecomeResponsible() {
        rehearsal.run(() -> assertThatThrownBy(() -> rehearsal.step(
                        () -> responsibilities.change("law", unit("sports-former"), tree.today(), BASIS)))
                .isInstanceOf(Refusal.class));
    }

    @Test
    void beforeConfirmingThePageSaysWhatMovesAndWhatStays() {
        rehearsal.run(() -> {
            Handover.Lines lines = responsibilities.foresee("sports", unit("party-school"), tree.today());
            assertThat(lines.moves())
                    .anySatisfy(line -> assertThat(line.toString()).contains("健身体育", "市委党校"));
            assertThat(lines.stays())
                    .anySatisfy(line -> assertThat(line.toString()).contains("市教育体育局"));
        });
    }

    /** Whatever is changed and withdrawn in whatever order: on any day one unit, and the one that was last ordered. */
    @Test
    void onAnyDayExactlyOneUnitAnswersForAField() {
        long seed = new Random().nextLong();
        System.out.printf("random changes of units: seed %d%n", seed);
        rehearsal.run(() -> {
            Random random = new Random(seed);
            List<String> numbers = List.of("party-school", "culture-tourism", "science-association", "political-legal");
            TreeMap<LocalDate, String> model = new TreeMap<>();
            responsibilities
                    .of("science")
                    .forEach(past -> model.put(past.days().from(), past.unit().number()));
            List<ActId> planned = new ArrayList<>();
            List<LocalDate> days = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                LocalDate day = tree.today().plusDays(random.nextInt(400) - 200);
                String number = numbers.get(random.nextInt(numbers.size()));
                boolean withdraw = !planned.isEmpty() && random.nextInt(3) == 0;
                int which = planned.isEmpty() ? 0 : random.nextInt(planned.size());
                try {
                    if (withdraw) {
                        rehearsal.step(() -> {
                            responsibilities.withdraw(planned.get(which), "示例");
                            return true;
                        });
                        model.remove(days.get(which));
                        planned.remove(which);
                        days.remove(which);
                    } else {
                        ActId act = rehearsal.step(() -> responsibilities.change("science", unit(number), day, BASIS));
                        model.put(day, number);
                        planned.add(act);
                        days.add(day);
                    }
                } catch (Refusal refused) {
                    continue;
                }
                for (int ahead = -220; ahead < 220; ahead += 11) {
                    LocalDate on = tree.today().plusDays(ahead);
                    assertThat(main("science", on))
                            .as("seed %d step %d on %s", seed, step, on)
                            .isEqualTo(model.floorEntry(on).getValue());
                }
            }
        });
    }
}
