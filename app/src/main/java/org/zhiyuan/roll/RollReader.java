package org.zhiyuan.roll;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.paper.SheetLimits;
import org.zhiyuan.paper.SheetRow;
import org.zhiyuan.paper.Sheets;
import org.zhiyuan.person.Particulars;

/**
 * Reads a roll line by line and says what the file alone can say: what is wrong with a line, whose line it repeats, to
 * which it is alike. The same file read twice says the same, so that an import that was stopped goes on where it was.
 */
final class RollReader {
    /** Of a line that is wrong. */
    private static final SiteId NOWHERE = new SiteId(new UUID(0, 0));

    private final byte[] file;
    private final RollSheet sheet;
    private final Reach reach;
    private final LocalDate today;
    private final int firstYears;

    /** @param firstYears the first age at which anybody is registered */
    RollReader(byte[] file, Reach reach, LocalDate today, int firstYears) {
        this.file = file;
        this.sheet = new RollSheet(today);
        this.reach = reach;
        this.today = today;
        this.firstYears = firstYears;
    }

    /**
     * A line that was read.
     *
     * @param particulars null where the line is wrong; the telephone is nobody's own yet
     * @param repeats the line above with the same identity number; 0 for none
     * @param alike the line above of the same name and telephone, which neither number nor birth date tells apart; 0 for
     *     none
     */
    record Read(SheetRow row, @Nullable Particulars particulars, SiteId site, String former, int repeats, int alike) {
        int line() {
            return row.number();
        }

        Particulars must() {
            return Objects.requireNonNull(particulars);
        }
    }

    /**
     * What one must have seen the whole file for.
     *
     * @param lines how many there are
     * @param sharing how many people of the file have a telephone
     */
    record Survey(int lines, Map<String, Integer> sharing) {
        /** Whether no other line of the file has this telephone. */
        boolean sole(MobileNumber phone) {
            return sharing.getOrDefault(phone.value(), 0) == 1;
        }
    }

    Survey survey() {
        Map<String, Integer> sharing = new HashMap<>();
        int[] lines = {0};
        each(read -> {
            lines[0]++;
            MobileNumber phone =
                    read.particulars() == null ? null : read.particulars().phone();
            if (phone != null && read.repeats() == 0 && read.alike() == 0) {
                sharing.merge(phone.value(), 1, Integer::sum);
            }
        });
        return new Survey(lines[0], sharing);
    }

    RollSheet sheet() {
        return sheet;
    }

    void each(Consumer<Read> seen) {
        Above above = new Above();
        Sheets.each(file, SheetLimits.ROLL, sheet.spec, row -> seen.accept(read(row, above)));
    }

    /** Who stands further up, by what tells people apart. */
    private static final class Above {
        private final Map<String, Person> numbered = new HashMap<>();
        private final Map<String, List<Person>> reached = new HashMap<>();

        private record Person(
                int line,
                String name,
                @Nullable IdentityNumber number,
                @Nullable LocalDate birthDate) {}
    }

    private Read read(SheetRow row, Above above) {
        IdentityNumber number = row.get(sheet.number);
        MobileNumber phone = row.get(sheet.phone);
        LocalDate birthDate = row.get(sheet.birthDate);
        if (row.words(sheet.number).isEmpty() && row.words(sheet.phone).isEmpty()) {
            row.wrong(Text.of("证件号码和手机号至少要填一项，不然本人没有办法确认"));
        }
        if (number != null && birthDate != null && !birthDate.equals(number.birthDate())) {
            row.wrong(sheet.birthDate, Text.of("出生日期与证件号码不一致，请再看一遍"));
        }
        LocalDate born = number == null ? birthDate : number.birthDate();
        if (born != null && Period.between(born, today).getYears() < firstYears) {
            row.wrong(number == null ? sheet.birthDate : sheet.number, Text.of("未满 {0} 周岁，还不能登记为志愿者", firstYears));
        }
        Reach.Found found = reach.find(row.words(sheet.site));
        if (found.wrong() != null) {
            row.wrong(sheet.site, found.wrong());
        }
        String name = row.get(sheet.name);
        int repeats = name == null || number == null ? 0 : repeated(row, above, name, number);
        if (!row.sound() || name == null || found.site() == null) {
            return new Read(row, null, NOWHERE, "", 0, 0);
        }
        Particulars particulars = new Particulars(
                name, phone, false, number, born, Objects.requireNonNullElse(row.get(sheet.address), ""));
        int alike = repeats > 0 || phone == null ? 0 : alike(above, name, phone, number, born);
        if (repeats == 0) {
            Above.Person person = new Above.Person(row.number(), plain(name), number, born);
            if (number != null) {
                above.numbered.put(number.value(), person);
            }
            if (phone != null) {
                above.reached
                        .computeIfAbsent(phone.value(), one -> new ArrayList<>(1))
                        .add(person);
            }
        }
        return new Read(
                row, particulars, found.site(), Objects.requireNonNullElse(row.get(sheet.former), ""), repeats, alike);
    }

    private int repeated(SheetRow row, Above above, String name, IdentityNumber number) {
        Above.Person first = above.numbered.get(number.value());
        if (first == null) {
            return 0;
        }
        if (!first.name().equals(plain(name))) {
            row.wrong(sheet.number, Text.of("第 {0} 行也是这个证件号码，姓名却不同，请核对", first.line()));
            return 0;
        }
        return first.line();
    }

    private static int alike(
            Above above,
            String name,
            MobileNumber phone,
            @Nullable IdentityNumber number,
            @Nullable LocalDate birthDate) {
        return above.reached.getOrDefault(phone.value(), List.of()).stream()
                .filter(other -> other.name().equals(plain(name)))
                .filter(other -> number == null || other.number() == null)
                .filter(other -> birthDate == null || other.birthDate() == null || birthDate.equals(other.birthDate()))
                .mapToInt(Above.Person::line)
                .findFirst()
                .orElse(0);
    }

    /** Without blanks, as names are compared where people are known. */
    private static String plain(String name) {
        return name.replaceAll("\\s", "");
    }
}
