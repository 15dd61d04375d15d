package org.zhiyuan.bench.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.FileSystemUtils;

class FullCityTest {
    private static final Path DATA = Path.of("target/small-city").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("target/programs").toAbsolutePath();
    private static final Path VERIFY = Path.of("../verify/target/classes").toAbsolutePath();

    @BeforeEach
    void fresh() throws Exception {
        FileSystemUtils.deleteRecursively(DATA);
    }

    @Test
    void aSmallCityIsFilledWholeAndEveryQuestionToItHolds() throws Exception {
        assertThat(FullCity.fill(DATA, PROGRAMS, VERIFY, Size.SMALL, 7)).isTrue();
        assertThat(DATA.resolve("zhiyuan.filling")).doesNotExist();
        assertThat(Files.readString(DATA.resolve("database/postgresql.auto.conf")))
                .doesNotContain("fsync");
        FileSystemUtils.deleteRecursively(DATA);
    }

    @Test
    void aFolderWhoseFillingStoppedHalfWayIsNamedAndRefused() throws Exception {
        Files.createDirectories(DATA);
        Files.writeString(DATA.resolve("zhiyuan.cell"), "");
        Files.writeString(DATA.resolve("zhiyuan.filling"), "");
        assertThatThrownBy(() -> FullCity.fill(DATA, PROGRAMS, VERIFY, Size.SMALL, 7))
                .satisfies(thrown -> assertThat(NestedExceptionUtils.getMostSpecificCause(thrown))
                        .hasMessageContaining("填到一半就停了"));
        assertThat(DATA.resolve("database")).doesNotExist();
        assertThat(DATA.resolve("zhiyuan.filling")).exists();
    }

    @Test
    void thePlanIsWholeAndNobodyIsInTwoPlacesOnADay() {
        List<UUID> sites = Stream.generate(UUID::randomUUID).limit(100).toList();
        Plan plan = new Plan(7, LocalDate.of(2026, 11, 26), Size.FULL, sites);
        long entries = 0;
        int activities = 0;
        int people = 0;
        for (Plan.Place place : plan.places()) {
            Set<Long> days = new HashSet<>();
            for (int k = 0; k < place.activities(); k++) {
                Plan.Held held = plan.held(place, place.firstActivity() + k);
                for (int n = 0; n < held.people(); n++) {
                    assertThat(days.add(held.day().toEpochDay() * 100_000 + plan.person(held, n)))
                            .isTrue();
                    entries++;
                }
                assertThat(held.day()).isBeforeOrEqualTo(plan.today().minusDays(Plan.LAST_DAYS_AGO));
            }
            activities += place.activities();
            people += place.people();
        }
        assertThat(entries).isEqualTo(1_500_000);
        assertThat(activities).isEqualTo(100_000);
        assertThat(people).isEqualTo(75_000);
        assertThat(plan.places().stream().map(Plan.Place::temper)).contains(Plan.Temper.values());
    }
}
