package org.zhiyuan.roll;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonKeys;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Rulebook;

/**
 * Lays the lines of a roll beside whom the city knows. Called outside of any transaction, in the scope of whoever
 * imports: who is known is asked of the whole city, who may be shown is asked of that scope.
 */
@Component
class RollDesk {
    /** Lines of one transaction: a second of work at most, so that stopping loses little. */
    static final int BATCH = 500;

    private final RollStore store;
    private final People people;
    private final PersonKeys keys;
    private final Sites sites;
    private final Rulebook rules;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    RollDesk(
            RollStore store,
            People people,
            PersonKeys keys,
            Sites sites,
            Rulebook rules,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.people = people;
        this.keys = keys;
        this.sites = sites;
        this.rules = rules;
        this.transactions = transactions;
        this.clock = clock;
    }

    RollReader open(Roll roll) {
        return read(() -> {
            byte[] sealed = store.kept(roll.id().value(), RollStore.SHEET)
                    .orElseThrow(() -> new Refusal(Text.of("上传的表已经删除"), Text.of("请重新上传")));
            byte[] file = keys.openFile(RollStore.TABLE, roll.id().value(), RollStore.SHEET, sealed);
            LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
            return new RollReader(file, new Reach(roll.site(), sites.known(today)), today, rules.firstYears());
        });
    }

    <T> T read(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }

    /**
     * A line and what is to become of it.
     *
     * @param known who has its identity number
     * @param alike somebody in sight who is perhaps the same; null also where that one stands further up in the file
     * @param phoneKnown whether somebody has its telephone
     */
    record Sorted(
            RollReader.Read read,
            Roll.Kind kind,
            @Nullable PersonId known,
            @Nullable PersonId alike,
            String differs,
            boolean phoneKnown) {
        static Sorted of(RollReader.Read read, Roll.Kind kind) {
            return new Sorted(read, kind, null, null, "", false);
        }
    }

    List<Sorted> sort(List<RollReader.Read> reads) {
        List<RollReader.Read> asked = reads.stream()
                .filter(read -> read.particulars() != null && read.repeats() == 0)
                .toList();
        List<People.Likeness> known = Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> read(() ->
                        people.alike(asked.stream().map(RollReader.Read::must).toList())));
        Set<PersonId> concerned = new HashSet<>();
        known.forEach(one -> {
            concerned.addAll(one.alike());
            if (one.numbered() != null) {
                concerned.add(one.numbered());
            }
        });
        Set<PersonId> inSight = read(() -> people.inSight(concerned));
        Iterator<People.Likeness> each = known.iterator();
        List<Sorted> sorted = new ArrayList<>(reads.size());
        for (RollReader.Read read : reads) {
            if (read.particulars() == null) {
                sorted.add(Sorted.of(read, Roll.Kind.WRONG));
            } else if (read.repeats() > 0) {
                sorted.add(Sorted.of(read, Roll.Kind.REPEATED));
            } else {
                sorted.add(sort(read, each.next(), inSight));
            }
        }
        return sorted;
    }

    private static Sorted sort(RollReader.Read read, People.Likeness known, Set<PersonId> inSight) {
        PersonId numbered = known.numbered();
        if (numbered != null) {
            if (!inSight.contains(numbered)) {
                return Sorted.of(read, Roll.Kind.ELSEWHERE);
            }
            if (!known.named()) {
                read.row().wrong(Text.of("这个证件号码已经登记在另一个姓名下，请对照证件再看一遍"));
                return Sorted.of(read, Roll.Kind.WRONG);
            }
            String differs = String.join(
                    ",", known.differs().stream().sorted().map(Enum::name).toList());
            return new Sorted(read, Roll.Kind.KNOWN, numbered, null, differs, known.phoneKnown());
        }
        PersonId alike =
                known.alike().stream().filter(inSight::contains).findFirst().orElse(null);
        Roll.Kind kind = read.alike() > 0 || alike != null ? Roll.Kind.LIKELY : Roll.Kind.FRESH;
        return new Sorted(read, kind, null, alike, "", known.phoneKnown());
    }
}
