package org.zhiyuan.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.files.Files;
import org.zhiyuan.jobs.Job;
import org.zhiyuan.jobs.Jobs;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Selection;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.paper.SheetFormat;
import org.zhiyuan.paper.Sheets;

/** Whole sheets through the real house. What would change the sample city is rolled back, or changes nothing. */
@HouseTest
class ImportTest {
    private static final int ROWS = 5_000;

    @Autowired
    private Imports imports;

    @Autowired
    private Exports exports;

    @Autowired
    private ImportDesk desk;

    @Autowired
    private ImportCarrier carrier;

    @Autowired
    private ImportStore store;

    @Autowired
    private Jobs jobs;

    @Autowired
    private Files files;

    @Autowired
    private Sites sites;

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void readChinese() {
        LocaleContextHolder.setLocale(Locale.CHINA);
    }

    @AfterEach
    void readAnything() {
        LocaleContextHolder.resetLocaleContext();
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Actor.system("import test"),
                Scope.EVERYTHING,
                () -> new TransactionTemplate(transactions).execute(status -> work.get()));
    }

    private UUID upload(ImportKind kind, byte[] bytes) {
        UUID job = asSystem(
                () -> imports.upload(new Imports.Upload(kind, "表.csv", bytes, imports.today(), "安文明办〔2026〕9 号", "")));
        return asSystem(() -> jobs.find(job)).subject();
    }

    private Job ended(UUID job) {
        Instant limit = InstantSource.system().instant().plus(Duration.ofSeconds(60));
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            Job seen = asSystem(() -> jobs.find(job));
            if (seen.state().ended()) {
                return seen;
            }
            assertThat(InstantSource.system().instant()).as("still " + seen).isBefore(limit);
            try {
                assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Import checked(UUID id) {
        ended(asSystem(() -> store.find(id).orElseThrow().checkJob()));
        return asSystem(() -> imports.find(id));
    }

    private long count(String table) {
        return asSystem(() -> switch (table) {
            case "site" ->
                jdbc.sql("select count(*) from network.site").query(Long.class).single();
            case "act" ->
                jdbc.sql("select count(*) from network.act").query(Long.class).single();
            case "closure" ->
                jdbc.sql("select count(*) from scope.closure").query(Long.class).single();
            default -> throw new IllegalArgumentException(table);
        });
    }

    private static byte[] manySites() {
        StringBuilder sheet = new StringBuilder("编号,名称,层级,上级,地址\n");
        for (int i = 0; i < ROWS; i++) {
            String parent = i < 50 ? "530181" : "big" + i % 50;
            String tier = i < 50 ? "所" : i < 2_000 ? "站" : "点";
            sheet.append("big%d,测试%d号实践%s,%s,%s,测试路 %d 号\n".formatted(i, i, tier, tier, parent, i));
        }
        return sheet.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsExportedIsImportedAgainAndChangesNothing() {
        long acts = count("act");
        for (SheetFormat format : SheetFormat.values()) {
            byte[] sheet = asSystem(
                    () -> exports.sites(new Selection(null, null, "", "", "", imports.today(), 1, true), format));
            UUID id = upload(ImportKind.SITES, sheet);
            Import found = checked(id);
            assertThat(found.faults()).isEmpty();
            assertThat(found.refused()).isNull();
            assertThat(found.state()).isEqualTo(Import.State.READY);
            assertThat(found.counts().same()).isEqualTo(found.counts().total()).isGreaterThan(100);
            UUID job = asSystem(() -> imports.confirm(id));
            assertThat(ended(job).message().toString()).contains("导入完了");
            assertThat(asSystem(() -> imports.find(id)).state()).isEqualTo(Import.State.DONE);
            assertThatThrownBy(() -> asSystem(() -> imports.confirm(id)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("已经导入过");
        }
        byte[] units = asSystem(() -> exports.units(SheetFormat.XLSX));
        assertThat(checked(upload(ImportKind.UNITS, units)).state()).isEqualTo(Import.State.READY);
        assertThat(count("act")).isEqualTo(acts);
    }

    @Test
    void whatIsTakenOutIsWhatTheListShows() {
        LocalDate today = imports.today();
        SiteId street = asSystem(() -> sites.resolve("530181009", today)).orElseThrow();
        for (Selection shown : List.of(
                new Selection(street, null, "", "", "", today, 1, true),
                new Selection(null, Tier.POINT, "", "", "", today, 1, true),
                new Selection(null, null, "", "expired", "", today, 2, true),
                new Selection(null, null, "", "", "myh", today, 1, true),
                new Selection(street, Tier.STATION, "", "open", "", LocalDate.of(2020, 1, 8), 1, true))) {
            long listed = asSystem(() -> directory.list(shown, 20)).total();
            byte[] sheet = asSystem(() -> exports.sites(shown, SheetFormat.CSV));
            assertThat(Sheets.read(sheet).lines()).as("%s", shown).hasSize((int) listed);
            assertThat(listed).as("%s", shown).isBetween(1L, 60L);
        }
    }

    @Test
    void aSheetWithFaultsHasAWorkbookOfErrorsAndCannotBeConfirmed() {
        String sheet = "编号,名称,层级,上级\n,甲测试实践站,站,530181003\n,乙测试实践站,村,530181003\n,丙测试实践站,站,没有的所\n";
        UUID id = upload(ImportKind.SITES, sheet.getBytes(StandardCharsets.UTF_8));
        Import found = checked(id);
        assertThat(found.state()).isEqualTo(Import.State.WRONG);
        assertThat(found.counts()).isEqualTo(new Import.Counts(1, 0, 0, 2));
        assertThat(found.faults()).extracting(fault -> fault.cell()).containsExactly("C3", "D4");
        byte[] errors = asSystem(() -> files.content(found.errorFile()));
        var grid = Sheets.read(errors);
        assertThat(grid.lines()).hasSize(3);
        assertThat(grid.lines().get(2).at(0)).contains("没有找到“没有的所”");
        assertThatThrownBy(() -> asSystem(() -> imports.confirm(id)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("一行也没有导入");
        // what was mended is uploaded as it is, errors column and all
        Import again = checked(upload(ImportKind.SITES, errors));
        assertThat(again.counts()).isEqualTo(found.counts());
    }

    @Test
    void unitsAreCheckedWithTheirCodes() {
        String sheet = "名称,统一社会信用代码\n测试甲局,91350100M000100Y43\n测试乙局,91350100M000100Y44\n测试丙局,91350100M000100Y43\n";
        Import found = checked(upload(ImportKind.UNITS, sheet.getBytes(StandardCharsets.UTF_8)));
        assertThat(found.faults())
                .extracting(fault -> fault.cell() + " " + fault.what())
                .containsExactly("B3 统一社会信用代码的校验位对不上，请对照证书再看一遍", "B4 和第 2 行是同一个单位，请只留一行");
    }

    @Test
    void aFileThatIsNoSheetIsRefusedWithAReason() {
        Import found = checked(upload(ImportKind.SITES, "%PDF-1.7".getBytes(StandardCharsets.UTF_8)));
        assertThat(found.state()).isEqualTo(Import.State.REFUSED);
        assertThat(found.refused()).isEqualTo(Text.of("这不是表格文件"));
    }

    @Test
    void fiveThousandSitesAreCheckedAndTriedOutAndLeaveNothing() {
        long sitesBefore = count("site");
        long closureBefore = count("closure");
        UUID id = upload(ImportKind.SITES, manySites());
        Import found = checked(id);
        assertThat(found.refused()).isNull();
        assertThat(found.counts()).isEqualTo(new Import.Counts(ROWS, 0, 0, 0));
        assertThat(found.outlines()).hasSize(Import.OUTLINES_SHOWN);
        assertThat(count("site")).isEqualTo(sitesBefore);

        List<Integer> told = new ArrayList<>();
        assertThatThrownBy(() -> Acting.as(
                        Actor.system("import test"), Scope.EVERYTHING, () -> carrier.run(diesAfter(id, 2_000, told))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).as("rows written before it died").contains(1_500);
        assertThat(count("site")).isEqualTo(sitesBefore);
        assertThat(count("closure")).isEqualTo(closureBefore);
        assertThat(asSystem(() -> imports.find(id)).state()).isEqualTo(Import.State.READY);
    }

    /** A run that breaks off when so many rows are written. */
    private Run diesAfter(UUID subject, int rows, List<Integer> told) {
        Import found = asSystem(() -> imports.find(subject));
        Job job = asSystem(() -> jobs.find(found.checkJob()));
        return new Run() {
            @Override
            public Job job() {
                return job;
            }

            @Override
            public void progress(int done, int total, int wrong, Text message) {
                told.add(done);
                if (done >= rows) {
                    throw new IllegalStateException("died on purpose");
                }
            }

            @Override
            public void finish(int done, int total, int wrong, Text message) {
                throw new AssertionError("it was to die before");
            }
        };
    }

    @Test
    void fiveThousandSitesStandInTheNetworkOnceCarried() {
        UUID id = upload(ImportKind.SITES, manySites());
        checked(id);
        LocalDate today = imports.today();
        new Rehearsal(transactions, jdbc).run(() -> {
            ImportDesk.Looked looked = desk.look(store.find(id).orElseThrow(), (done, total, wrong) -> {});
            looked.carryOut().accept(written -> {});
            store.settleRules();
            Site first = sites.get(sites.resolve("big4999", today).orElseThrow(), today);
            assertThat(first.name().full()).isEqualTo("测试4999号实践点");
            assertThat(sites.get(first.parent(), today).number()).isEqualTo("big49");
            assertThat(jdbc.sql("select count(*) from network.place where address like '测试路 %'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(ROWS);
        });
        assertThat(asSystem(() -> sites.resolve("big4999", today))).isEmpty();
    }

    @Test
    void changesOfManyKindsAreOneImport() {
        LocalDate today = imports.today();
        String sheet = """
                编号,名称,简称,层级,上级,区划代码,地址
                ,试验新设实践所,,所,530181,,
                530181003,,,,,,
                """;
        assertThat(checked(upload(ImportKind.SITES, sheet.getBytes(StandardCharsets.UTF_8)))
                        .counts()
                        .wrong())
                .as("an empty name does not mean: leave it")
                .isEqualTo(1);
        String good = """
                编号,名称,简称,层级,上级,区划代码,地址
                ,试验新设实践所,,所,530181,,
                ,试验实践站,,站,试验新设实践所,,试验路 1 号
                """;
        UUID id = upload(ImportKind.SITES, good.getBytes(StandardCharsets.UTF_8));
        assertThat(checked(id).counts()).isEqualTo(new Import.Counts(2, 0, 0, 0));
        new Rehearsal(transactions, jdbc).run(() -> {
            desk.look(store.find(id).orElseThrow(), (done, total, wrong) -> {})
                    .carryOut()
                    .accept(written -> {});
            SiteId station = sites.resolve("530181-01-01", today).orElseThrow();
            Site made = sites.get(station, today);
            UUID renaming = UUID.randomUUID();
            assertThat(renaming).isNotNull();
            String changes = "编号,名称,简称,层级,上级\n%s,试验改名实践点,试验点,点,530181003\n".formatted(made.number());
            Import second = new Import(
                    renaming,
                    ImportKind.SITES,
                    keep(changes),
                    "x.csv",
                    today.plusDays(1),
                    "安文明办〔2026〕10 号",
                    "",
                    Import.State.CHECKING,
                    Import.Counts.NONE,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    "",
                    Instant.EPOCH,
                    null);
            ImportDesk.Looked looked = desk.look(second, (done, total, wrong) -> {});
            assertThat(looked.faults()).isEmpty();
            assertThat(looked.counts()).isEqualTo(new Import.Counts(0, 1, 0, 0));
            looked.carryOut().accept(written -> {});
            store.settleRules();
            assertThat(sites.get(station, today).name().full()).isEqualTo("试验实践站");
            Site after = sites.get(station, today.plusDays(1));
            assertThat(after.name().full()).isEqualTo("试验改名实践点");
            assertThat(after.tier()).isEqualTo(Tier.POINT);
            assertThat(sites.get(after.parent(), today).code()).isEqualTo("530181003");
        });
    }

    private UUID keep(String sheet) {
        return files.keep(
                        new org.zhiyuan.files.NewFile(
                                "x.csv", sheet.getBytes(StandardCharsets.UTF_8), "test.sheet", null, null),
                        java.util.Set.of(org.zhiyuan.files.Kind.TEXT))
                .id();
    }
}
