package org.zhiyuan.roll;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.Column;
import org.zhiyuan.paper.SheetSpec;

/** The columns of a roll, as they are read on a day. What the house does not ask for, it does not take over either. */
final class RollSheet {
    private static final int NAME_LENGTH_MAX = 60;
    private static final int SITE_LENGTH_MAX = 120;
    private static final int ADDRESS_LENGTH_MAX = 200;
    private static final int FORMER_LENGTH_MAX = 40;
    /** Letters of any script, and what stands between the parts of a name. */
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{M} ·•‧・.'’-]*[\\p{L}\\p{M}.]");

    private static final LocalDate FIRST_BIRTH_DATE = LocalDate.of(1900, 1, 1);

    final Column<String> name = Column.<String>of("姓名", (words, wrong) -> {
                if (words.length() > NAME_LENGTH_MAX || !NAME.matcher(words).matches()) {
                    wrong.accept(Text.of("请填写姓名：至少两个字，只用文字和间隔号"));
                    return null;
                }
                return words;
            })
            .needed()
            .hinted(Text.of("和证件上的一样"));

    final Column<IdentityNumber> number;

    final Column<MobileNumber> phone = Column.<MobileNumber>of("手机号", (words, wrong) -> {
                if (MobileNumber.check(words) instanceof Decision.Refused refused) {
                    wrong.accept(refused.reason());
                    return null;
                }
                return MobileNumber.of(words);
            })
            .like("19600030099")
            .hinted(Text.of("11 位；本人凭它登录来确认，没有的到实践站确认"));

    final Column<LocalDate> birthDate;

    final Column<String> site = Column.text("登记在", SITE_LENGTH_MAX)
            .like("530181003212")
            .hinted(Text.of("所、站或点的编号、区划代码或名称；留空就登记在这份名册所属的地方"));

    final Column<String> address = Column.text("住址", ADDRESS_LENGTH_MAX);

    final Column<String> former =
            Column.text("原编号", FORMER_LENGTH_MAX).like("0001").hinted(Text.of("在旧名册里的编号，只为以后查对"));

    final SheetSpec spec;

    RollSheet(LocalDate today) {
        this.number = Column.<IdentityNumber>of("证件号码", (words, wrong) -> {
                    if (IdentityNumber.check(words, today) instanceof Decision.Refused refused) {
                        wrong.accept(refused.reason());
                        return null;
                    }
                    return IdentityNumber.of(words, today);
                })
                .like("53999919900101001X")
                .hinted(Text.of("18 位，会核对最后一位；证件号码和手机号至少要有一项"));
        Column<LocalDate> day = Column.day("出生日期");
        this.birthDate = Column.<LocalDate>of("出生日期", (words, wrong) -> {
                    LocalDate born = day.reading().read(words, wrong);
                    if (born != null && (born.isAfter(today) || born.isBefore(FIRST_BIRTH_DATE))) {
                        wrong.accept(Text.of("出生日期不对，请对照证件再看一遍"));
                        return null;
                    }
                    return born;
                })
                .like("1990-01-01")
                .hinted(Text.of("有证件号码的可以不填"));
        this.spec = new SheetSpec("志愿者名册", List.of(name, number, phone, birthDate, site, address, former));
    }
}
