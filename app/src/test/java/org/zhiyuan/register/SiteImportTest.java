package org.zhiyuan.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.Tier;
import org.zhiyuan.paper.Fault;
import org.zhiyuan.paper.SheetRow;
import org.zhiyuan.paper.Sheets;

/** Sheets beside a small network: a center, two institutes, three stations; the second institute is another's. */
class SiteImportTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final String HEAD = "编号,名称,简称,层级,上级,区划代码,地址,经度,纬度,坐标系\n";

    private final List<KnownSite> network = new ArrayList<>();
    private final KnownSite center = known("c", "530181", "某县实践中心", Tier.CENTER, null, true);
    private final KnownSite east = known("e", "530181001", "东街实践所", Tier.INSTITUTE, center, true);
    private final KnownSite west = known("w", "530181002", "西街实践所", Tier.INSTITUTE, center, false);
    private final KnownSite hill = known("e1", null, "山上实践站", Tier.STATION, east, true);
    private final KnownSite lake = known("e2", null, "湖边实践站", Tier.STATION, east, true);
    private final KnownSite far = known("w1", null, "远处实践站", Tier.STATION, west, false);
    private List<SheetRow> rows = List.of();

    @BeforeEach
    void readChinese() {
        LocaleContextHolder.setLocale(Locale.CHINA);
    }

    @AfterEach
    void readAnything() {
        LocaleContextHolder.resetLocaleContext();
    }

    private KnownSite known(
            String number, @Nullable String code, String name, Tier tier, @Nullable KnownSite parent, boolean mine) {
        KnownSite site = new KnownSite(
                new SiteId(UUID.randomUUID()),
                number,
                code,
                SiteName.of(name),
                tier,
                parent == null ? null : parent.id(),
                mine,
                null,
                false);
        network.add(site);
        return site;
    }

    private SiteImport plan(String lines) {
        rows = ImportSheets.SITES.check(Sheets.read((HEAD + lines).getBytes(StandardCharsets.UTF_8)), row -> {});
        List<String> numbers = new ArrayList<>(List.of("closed"));
        network.forEach(site -> numbers.add(site.number()));
        return SiteImport.of(rows, network, numbers, DAY);
    }

    private List<String> faults(String lines) {
        plan(lines);
        return rows.stream()
                .flatMap(row -> row.faults().stream())
                .map(fault -> fault.cell() + " " + fault.what())
                .toList();
    }

    private static String first(List<String> faults) {
        assertThat(faults).isNotEmpty();
        return faults.getFirst();
    }

    @Test
    void rowsMayNameEachOtherInAnyOrder() {
        SiteImport plan = plan("""
                ,村组点,,点,新村实践站,,,,,
                ,新村实践站,,站,新街实践所,530181003201,,,,
                ,新街实践所,,所,某县实践中心,530181003,,,,
                """);
        assertThat(rows).allMatch(SheetRow::sound);
        List<SiteImport.Body> fresh = plan.fresh();
        plan.number(fresh);
        assertThat(fresh).extracting(body -> body.name().full()).containsExactly("新街实践所", "新村实践站", "村组点");
        assertThat(fresh)
                .extracting(SiteImport.Body::number)
                .containsExactly("530181003", "530181003201", "530181003201-01");
        assertThat(plan.counts(rows)).isEqualTo(new Import.Counts(3, 0, 0, 0));
    }

    @Test
    void aKnownSiteIsKnownByNumberByCodeAndByNameBelowItsSuperior() {
        SiteImport plan = plan("""
                e1,山上新时代实践站,,站,东街实践所,,,,,
                ,东街新名实践所,,所,530181,530181001,,,,
                ,湖边实践站,,站,东街实践所,,湖边路 1 号,,,
                """);
        assertThat(rows).allMatch(SheetRow::sound);
        assertThat(plan.counts(rows)).isEqualTo(new Import.Counts(0, 3, 0, 0));
        assertThat(plan.altered()).extracting(SiteImport.Body::id).containsExactly(hill.id(), east.id(), lake.id());
        assertThat(plan.altered().get(2).place()).isEqualTo(Place.at(DAY, "湖边路 1 号", null));
    }

    @Test
    void whatIsAlreadySoStaysAsItIs() {
        SiteImport plan = plan("e1,山上实践站,山上实践站,实践站,e,,,,,\n,湖边实践站,,站,e,,,,,\n");
        assertThat(plan.counts(rows)).isEqualTo(new Import.Counts(0, 0, 2, 0));
        assertThat(plan.altered()).isEmpty();
    }

    @Test
    void twoSitesMayExchangeTheirNames() {
        SiteImport plan = plan("e1,湖边实践站,,站,e,,,,,\ne2,山上实践站,,站,e,,,,,\n");
        assertThat(rows).allMatch(SheetRow::sound);
        assertThat(plan.altered()).hasSize(2);
    }

    @Test
    void aRowOutsideOnesScopeIsAFaultOfThatRow() {
        assertThat(first(faults("w1,远处实践站,,站,w,,,,,\n"))).contains("B2").contains("不在您能改的范围里");
        assertThat(first(faults(",新站点实践站,,站,西街实践所,,,,,\n"))).contains("E2").contains("上级不在您能改的范围里");
        assertThat(first(faults("e1,山上实践站,,站,w,,,,,\n"))).as("moving it away").contains("E2");
        assertThat(faults(",甲实践点,,点,乙实践站,,,,,\n,乙实践站,,站,西街实践所,,,,,\n"))
                .as("below a new one that lies outside")
                .hasSize(2);
        assertThat(far.mine()).isFalse();
    }

    @Test
    void circlesAreNamed() {
        assertThat(faults("e1,山上实践站,,站,e2,,,,,\ne2,湖边实践站,,站,e1,,,,,\n"))
                .containsExactly("E2 上级绕成了一个圈：山上实践站 → 湖边实践站 → 山上实践站", "E3 上级绕成了一个圈：湖边实践站 → 山上实践站 → 湖边实践站");
        assertThat(first(faults("e1,山上实践站,,站,e1,,,,,\n"))).contains("上级不能是自己");
    }

    @Test
    void duplicatesAreNamedWithTheirRowsOrTheirNames() {
        assertThat(faults("n1,甲实践站,,站,e,,,,,\nn1,乙实践站,,站,e,,,,,\n")).containsExactly("A3 编号和第 2 行相同");
        assertThat(faults("e1,山上实践站,,站,e,,,,,\ne1,山上实践站,,站,e,,,,,\n")).containsExactly("A3 和第 2 行是同一处阵地，请只留一行");
        assertThat(faults(",甲实践站,,站,e,530181001201,,,,\n,乙实践站,,站,e,530181001201,,,,\n"))
                .containsExactly("F2 区划代码和第 3 行的“乙实践站”相同", "F3 区划代码和第 2 行的“甲实践站”相同");
        assertThat(faults("n9,甲实践站,,站,e,530181002,,,,\n")).containsExactly("F2 区划代码和“西街实践所”相同");
        assertThat(faults("n9,山上实践站,,站,e,,,,,\n")).containsExactly("B2 同一上级下面，名称和“山上实践站”相同");
        assertThat(first(faults("closed,甲实践站,,站,e,,,,,\n"))).contains("A2").contains("编号不重复使用");
    }

    @Test
    void superiorsMustBeThereAndOneAndFit() {
        assertThat(faults(",甲实践站,,站,,,,,,\n")).containsExactly("E2 请填上级：编号、区划代码或名称");
        assertThat(faults(",甲实践站,,站,没有的所,,,,,\n")).containsExactly("E2 没有找到“没有的所”，请填编号、区划代码或名称");
        known("e3", null, "远处实践站", Tier.STATION, east, true);
        assertThat(faults(",甲实践点,,点,远处实践站,,,,,\n")).containsExactly("E2 有 2 处叫“远处实践站”，请改填编号或区划代码");
        assertThat(faults(",甲实践所,,所,e1,,,,,\n")).containsExactly("E2 实践所不能挂在实践站下面");
        assertThat(faults(",甲实践中心,,中心,,,,,,\n")).containsExactly("F2 中心和分中心不能用表格设立，请在页面上办".replace("F2", "D2"));
        assertThat(first(faults("c,某县实践中心,,所,c,,,,,\n"))).contains("层级不能改");
    }

    @Test
    void positionsNeedTheirSystem() {
        assertThat(faults(",甲实践站,,站,e,,,102.3,,\n")).containsExactly("I2 经度和纬度要一起填", "J2 请填坐标系：不写坐标系，位置会差几百米");
        assertThat(faults(",甲实践站,,站,e,,,,,GCJ-02\n")).containsExactly("J2 没有经纬度，坐标系请留空");
        assertThat(faults(",甲实践站,,站,e,,,102.3,24.9,GCJ-02\n")).isEmpty();
    }

    @Test
    void chainsDeeperThanTheNetworkMayBeAreFaults() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            lines.append("p%d,第%d级实践点,,点,%s,,,,,\n".formatted(i, i, i == 0 ? "e1" : "p" + (i - 1)));
        }
        assertThat(faults(lines.toString()))
                .allMatch(fault -> fault.contains("层数太多"))
                .hasSize(4);
    }

    /** Whatever a sheet says of parents and names, planning ends, and a sheet without faults has an order to open in. */
    @Test
    void anySheetGetsAnAnswer() {
        long seed = System.nanoTime();
        System.out.println("SiteImportTest seed " + seed);
        Random random = new Random(seed);
        List<String> words = List.of("e", "e1", "e2", "w", "c", "n1", "n2", "n3", "甲站", "乙站", "丙站", "山上实践站", "");
        List<String> tiers = List.of("所", "站", "点", "中心", "分中心");
        int clean = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                lines.append(pick(words.subList(0, 8), random))
                        .append(',')
                        .append(pick(words.subList(8, 12), random))
                        .append(",,")
                        .append(pick(tiers, random))
                        .append(',')
                        .append(pick(words, random))
                        .append(",,,,,\n");
            }
            SiteImport plan = plan(lines.toString());
            Import.Counts counts = plan.counts(rows);
            assertThat(counts.total()).isEqualTo(rows.size());
            if (counts.wrong() == 0) {
                clean++;
                List<SiteImport.Body> fresh = plan.fresh();
                plan.number(fresh);
                assertThat(fresh).extracting(SiteImport.Body::number).doesNotHaveDuplicates();
                for (int i = 0; i < fresh.size(); i++) {
                    SiteImport.Body parent = fresh.get(i).parent();
                    assertThat(parent).isNotNull();
                    assertThat(parent.id() != null || fresh.subList(0, i).contains(parent))
                            .isTrue();
                }
            }
        }
        assertThat(clean).isPositive();
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    @Test
    void faultsCarryWhatWasTyped() {
        plan("e1,山上实践站,,站,没有,,,,,\n");
        Fault fault = rows.getFirst().faults().getFirst();
        assertThat(fault.value()).isEqualTo("没有");
        assertThat(fault.heading()).isEqualTo("上级");
    }
}
