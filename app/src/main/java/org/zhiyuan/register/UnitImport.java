package org.zhiyuan.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SitePolicy;
import org.zhiyuan.paper.Column;
import org.zhiyuan.paper.SheetRow;
import org.zhiyuan.unit.NewUnit;
import org.zhiyuan.unit.Unit;

/** A sheet of units laid beside those of its day. */
final class UnitImport {
    /** @param known the unit as it is; null for a new one */
    record Row(SheetRow row, @Nullable Unit known, @Nullable NewUnit state) {
        NewUnit wanted() {
            return Objects.requireNonNull(state);
        }

        /** Another name or code is a change of its day and document; the rest is a correction. */
        boolean renamed() {
            NewUnit to = wanted();
            return known != null
                    && !(known.name().equals(to.name())
                            && known.brief().equals(to.brief())
                            && Objects.equals(known.creditCode(), to.creditCode()));
        }

        boolean corrected() {
            NewUnit to = wanted();
            return known != null
                    && !renamed()
                    && !(known.nameEn().equals(to.nameEn()) && known.phone().equals(to.phone()));
        }
    }

    private final List<Row> rows = new ArrayList<>();

    private UnitImport() {}

    static UnitImport of(List<SheetRow> sheet, List<Unit> units, Collection<String> numbers, LocalDate day) {
        UnitImport plan = new UnitImport();
        Map<String, Unit> byNumber = new HashMap<>();
        Map<String, Unit> byName = new HashMap<>();
        Map<CreditCode, Unit> byCode = new HashMap<>();
        for (Unit unit : units) {
            byNumber.put(unit.number(), unit);
            byName.put(unit.name(), unit);
            CreditCode code = unit.creditCode();
            if (code != null) {
                byCode.put(code, unit);
            }
        }
        Set<String> taken = new HashSet<>(numbers);
        Map<Object, SheetRow> seen = new HashMap<>();
        for (SheetRow row : sheet) {
            String number = row.words(ImportSheets.UNIT_NUMBER);
            Unit known = number.isEmpty() ? unnumbered(row, byCode, byName) : byNumber.get(number);
            if (known == null && taken.contains(number)) {
                row.wrong(ImportSheets.UNIT_NUMBER, Text.of("编号 {0} 的单位在 {1} 不存在，编号不重复使用", number, day));
            }
            once(row, ImportSheets.UNIT_NUMBER, known == null ? number : known.id(), seen);
            once(row, ImportSheets.UNIT_NAME, row.words(ImportSheets.UNIT_NAME), seen);
            CreditCode code = row.get(ImportSheets.CREDIT_CODE);
            once(row, ImportSheets.CREDIT_CODE, code == null ? "" : code, seen);
            anothers(row, ImportSheets.UNIT_NAME, byName.get(row.words(ImportSheets.UNIT_NAME)), known);
            anothers(row, ImportSheets.CREDIT_CODE, code == null ? null : byCode.get(code), known);
            plan.rows.add(new Row(row, known, state(row, known)));
        }
        return plan;
    }

    private static @Nullable Unit unnumbered(SheetRow row, Map<CreditCode, Unit> byCode, Map<String, Unit> byName) {
        CreditCode code = row.get(ImportSheets.CREDIT_CODE);
        Unit bearer = code == null ? null : byCode.get(code);
        return bearer == null ? byName.get(row.words(ImportSheets.UNIT_NAME)) : bearer;
    }

    private static void once(SheetRow row, Column<?> column, Object value, Map<Object, SheetRow> seen) {
        if (value.equals("")) {
            return;
        }
        SheetRow earlier = seen.putIfAbsent(List.of(column.heading(), value), row);
        if (earlier != null) {
            row.wrong(column, Text.of("和第 {0} 行是同一个单位，请只留一行", earlier.number()));
        }
    }

    private static void anothers(SheetRow row, Column<?> column, @Nullable Unit bearer, @Nullable Unit known) {
        if (bearer != null && (known == null || !bearer.id().equals(known.id()))) {
            row.wrong(column, Text.of("已经属于单位“{0}”（编号 {1}）", bearer.name(), bearer.number()));
        }
    }

    private static @Nullable NewUnit state(SheetRow row, @Nullable Unit known) {
        String name = row.words(ImportSheets.UNIT_NAME);
        String brief = row.words(ImportSheets.UNIT_BRIEF);
        if (brief.isEmpty() && known != null && known.name().equals(name)) {
            brief = known.brief();
        }
        if (brief.isEmpty() && SitePolicy.brief(name) instanceof Decision.Refused) {
            row.wrong(ImportSheets.UNIT_BRIEF, Text.of("名称较长，请另填 {0} 个字以内的简称", SitePolicy.BRIEF_LENGTH_MAX));
        }
        if (!row.sound()) {
            return null;
        }
        String english = row.words(ImportSheets.UNIT_ENGLISH);
        String phone = row.words(ImportSheets.PHONE);
        String number = row.words(ImportSheets.UNIT_NUMBER);
        CreditCode code = row.get(ImportSheets.CREDIT_CODE);
        return new NewUnit(
                known != null ? known.number() : number.isEmpty() ? null : number,
                name,
                brief,
                english.isEmpty() && known != null ? known.nameEn() : english,
                code == null && known != null ? known.creditCode() : code,
                phone.isEmpty() && known != null ? known.phone() : phone);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    Import.Counts counts() {
        int fresh = 0;
        int changed = 0;
        int wrong = 0;
        for (Row row : rows) {
            if (!row.row().sound()) {
                wrong++;
            } else if (row.known() == null) {
                fresh++;
            } else if (row.renamed() || row.corrected()) {
                changed++;
            }
        }
        return new Import.Counts(fresh, changed, rows.size() - fresh - changed - wrong, wrong);
    }

    List<Import.Outline> outlines(int most) {
        List<Import.Outline> outlines = new ArrayList<>();
        for (Row row : rows) {
            if (outlines.size() < most && row.row().sound()) {
                Unit known = row.known();
                Text what = known == null
                        ? Text.of("新登记")
                        : row.renamed()
                                ? Text.of("原来是“{0}”，改名称、简称或代码", known.name())
                                : row.corrected() ? Text.of("更正英文名称或电话") : null;
                if (what != null) {
                    outlines.add(
                            new Import.Outline(row.row().number(), row.wanted().name(), what));
                }
            }
        }
        return outlines;
    }
}
