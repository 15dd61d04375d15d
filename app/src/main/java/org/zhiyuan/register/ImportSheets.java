package org.zhiyuan.register;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Position;
import org.zhiyuan.network.SitePolicy;
import org.zhiyuan.network.Tier;
import org.zhiyuan.paper.Column;
import org.zhiyuan.paper.SheetSpec;
import org.zhiyuan.shell.Words;

/** The two sheets of the network. What is exported can be imported again. */
final class ImportSheets {
    private static final int WORDS_MAX = 120;
    private static final int DEGREE_DECIMALS = 6;
    private static final Pattern NUMBER_SHAPE = Pattern.compile("[0-9A-Za-z-]{1,40}");

    // --- sites ---

    static final Column<String> NUMBER =
            decided("编号", ImportSheets::number).like("530100001201").hinted(Text.of("已有的照抄原来的编号；新设的可以留空，系统会编"));

    static final Column<String> NAME =
            decided("名称", SitePolicy::name).needed().like("东河村新时代文明实践站").hinted(Text.of("用文件上的全称"));

    static final Column<String> BRIEF =
            decided("简称", SitePolicy::brief).like("东河站").hinted(Text.of("平时的叫法；留空就用全称"));

    static final Column<String> ENGLISH = decided("英文名称", SitePolicy::english).like("Donghe Station");

    static final Column<String> PINYIN =
            decided("拼音", SitePolicy::pinyin).like("dong he").hinted(Text.of("简称的拼音，音节之间空一格；留空就按常用读音"));

    static final Column<Tier> TIER = tier();

    static final Column<String> PARENT =
            Column.text("上级", WORDS_MAX).like("东河街道新时代文明实践所").hinted(Text.of("上级的编号、区划代码或名称；可以是这张表里别的行，先后不限"));

    static final Column<String> CODE =
            decided("区划代码", SitePolicy::code).like("530100001201").hinted(Text.of("6、9、12 或 15 位数字；没有就留空"));

    static final Column<String> ADDRESS =
            Column.text("地址", Place.ADDRESS_LENGTH_MAX).like("东河村 1 号");

    static final Column<BigDecimal> LONGITUDE = Column.number(
                    "经度", BigDecimal.valueOf(73), BigDecimal.valueOf(136), DEGREE_DECIMALS)
            .like("102.360000");

    static final Column<BigDecimal> LATITUDE = Column.number(
                    "纬度", BigDecimal.valueOf(3), BigDecimal.valueOf(54), DEGREE_DECIMALS)
            .like("24.670000");

    static final Column<Position.Crs> CRS =
            Column.choice("坐标系", crs()).like("GCJ-02").hinted(Text.of("有经纬度就要写；在手机地图上量的是 GCJ-02"));

    static final Column<BigDecimal> AREA = Column.number("面积", BigDecimal.ONE, BigDecimal.valueOf(Place.AREA_M2_MAX), 0)
            .like("120")
            .hinted(Text.of("平方米，整数"));

    static final SheetSpec SITES = new SheetSpec(
            "阵地",
            List.of(NUMBER, NAME, BRIEF, ENGLISH, PINYIN, TIER, PARENT, CODE, ADDRESS, LONGITUDE, LATITUDE, CRS, AREA));

    // --- units ---

    static final Column<String> UNIT_NUMBER =
            decided("编号", ImportSheets::number).like("u7").hinted(Text.of("已有的照抄原来的编号；新设的可以留空，系统会编"));

    static final Column<String> UNIT_NAME =
            decided("名称", SitePolicy::name).needed().like("教育体育局").hinted(Text.of("用文件上的全称"));

    static final Column<String> UNIT_BRIEF = BRIEF.like("教育体育局");
    static final Column<String> UNIT_ENGLISH = ENGLISH.like("Education and Sports Bureau");

    static final Column<CreditCode> CREDIT_CODE = Column.<CreditCode>of("统一社会信用代码", (words, wrong) -> {
                if (CreditCode.check(words) instanceof Decision.Refused refused) {
                    wrong.accept(refused.reason());
                    return null;
                }
                return CreditCode.of(words);
            })
            .like("91350100M000100Y43")
            .hinted(Text.of("18 位，会核对校验位；没有就留空"));

    static final Column<String> PHONE =
            decided("电话", SitePolicy::phone).like("0871-0000 0000").hinted(Text.of("单位的服务电话，不要填个人的"));

    static final SheetSpec UNITS =
            new SheetSpec("责任单位", List.of(UNIT_NUMBER, UNIT_NAME, UNIT_BRIEF, UNIT_ENGLISH, CREDIT_CODE, PHONE));

    private ImportSheets() {}

    private static Column<String> decided(String heading, Function<String, Decision> rule) {
        return Column.of(heading, (words, wrong) -> {
            if (rule.apply(words) instanceof Decision.Refused refused) {
                wrong.accept(refused.reason());
                return null;
            }
            return words;
        });
    }

    private static Decision number(String words) {
        return NUMBER_SHAPE.matcher(words).matches()
                ? Decision.allowed()
                : Decision.refused(Text.of("编号只用数字、字母和横线，最多 40 位"));
    }

    /** As the drop-down says it, or in one word as people do. */
    private static Column<Tier> tier() {
        List<String> labels = List.of(
                Tier.INSTITUTE.label().key(),
                Tier.STATION.label().key(),
                Tier.POINT.label().key(),
                Tier.BRANCH.label().key(),
                Tier.CENTER.label().key());
        return new Column<>("层级", true, Tier.STATION.label().key(), null, labels, (words, wrong) -> {
            Tier tier = tier(words);
            if (tier == null) {
                wrong.accept(Text.of("请填其中一个：{0}", String.join("、", labels)));
            }
            return tier;
        });
    }

    private static @Nullable Tier tier(String words) {
        for (Tier tier : Tier.values()) {
            if (words.equals(tier.word())
                    || words.equals(tier.label().key())
                    || words.equalsIgnoreCase(Words.english(tier.label().key()))) {
                return tier;
            }
        }
        return null;
    }

    private static Map<String, Position.Crs> crs() {
        Map<String, Position.Crs> words = new LinkedHashMap<>();
        for (Position.Crs crs : Position.Crs.values()) {
            words.put(crs.word(), crs);
        }
        return words;
    }
}
