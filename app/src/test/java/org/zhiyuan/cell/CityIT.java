package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Another county is another pack, and nothing else. */
class CityIT {
    private static final Path OTHER = Path.of("src/test/city/qingshi").toAbsolutePath();

    @Test
    void anotherCountyStartsWithItsOwnPackAndBearsItsOwnName() throws Exception {
        Path data = Layout.fresh("city").resolve("data");
        try (var house =
                new HouseProcess(data).with("--zhiyuan.cell.city=" + OTHER).start()) {
            assertThat(house.output()).contains("志愿青石").doesNotContain("安宁").doesNotContain("Anning");
            var home = house.get("/");
            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(home.body()).contains("志愿青石").doesNotContain("安宁").doesNotContain("Anning");
        }
    }

    @Test
    void aFolderOfOneCityIsNotOpenedWithAnothersPack() throws Exception {
        var refused = new HouseProcess(Layout.sampleData("mixed"))
                .with("--zhiyuan.cell.city=" + OTHER)
                .startRefused();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.reason()).hasLineCount(1).contains("anning").contains("qingshi");
    }

    @Test
    void withoutTheSampleTheHouseIsEmptyAndSaysSo() throws Exception {
        Path data = Layout.fresh("real").resolve("data");
        try (var house =
                new HouseProcess(data).with("--zhiyuan.cell.sample=false").start()) {
            assertThat(house.get("/").body()).doesNotContain("示例数据");
        }
        // what began as a real city never becomes a sample
        try (var house = new HouseProcess(data).start()) {
            assertThat(house.get("/").body()).doesNotContain("示例数据");
        }
    }
}
