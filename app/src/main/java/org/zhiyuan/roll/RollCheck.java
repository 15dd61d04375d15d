package org.zhiyuan.roll;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.jobs.Work;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.FaultBook;
import org.zhiyuan.paper.Unreadable;
import org.zhiyuan.person.PersonKeys;

/** The dry run: what would become of every line. It changes nothing but its own result. */
@Component
class RollCheck implements Work {
    private final RollStore store;
    private final RollDesk desk;
    private final PersonKeys keys;
    private final Rights rights;
    private final TransactionOperations transactions;

    RollCheck(RollStore store, RollDesk desk, PersonKeys keys, Rights rights, TransactionOperations transactions) {
        this.store = store;
        this.desk = desk;
        this.keys = keys;
        this.rights = rights;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return Rolls.CHECK;
    }

    @Override
    public Text title() {
        return Text.of("检查旧名册");
    }

    @Override
    public int attemptsMax() {
        return 3;
    }

    @Override
    public void run(Run run) {
        rights.within(run.job().asker(), Action.VOLUNTEER_IMPORT, () -> {
            RollId id = new RollId(run.job().subject());
            try {
                check(id, run);
            } catch (Unreadable unreadable) {
                refuse(id, run, unreadable.reason(), unreadable.wayOut());
            } catch (Refusal refusal) {
                refuse(id, run, refusal.reason(), refusal.wayOut());
            }
            return true;
        });
    }

    /** What the dry run found so far. */
    private static final class Findings {
        private final Map<Roll.Kind, Integer> counts = new EnumMap<>(Roll.Kind.class);
        private final List<Roll.Spot> spots = new ArrayList<>();
        private final FaultBook book;
        private int lines;

        Findings(FaultBook book) {
            this.book = book;
        }

        void add(RollDesk.Sorted sorted) {
            lines++;
            counts.merge(sorted.kind(), 1, Integer::sum);
            if (sorted.kind() == Roll.Kind.WRONG) {
                book.add(sorted.read().row());
                sorted.read().row().faults().stream()
                        .limit(Math.max(0, Roll.FAULTS_SHOWN - spots.size()))
                        .forEach(fault -> spots.add(new Roll.Spot(fault.cell(), fault.heading(), fault.what())));
            }
        }

        int wrong() {
            return counts.getOrDefault(Roll.Kind.WRONG, 0);
        }
    }

    private void check(RollId id, Run run) {
        Roll roll = desk.read(() -> store.find(id.value()).orElseThrow());
        run.progress(0, 0, 0, Text.of("正在打开"));
        RollReader reader = desk.open(roll);
        int total = reader.survey().lines();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Findings findings;
        try (FaultBook book = new FaultBook(reader.sheet().spec, out)) {
            findings = new Findings(book);
            List<RollReader.Read> batch = new ArrayList<>(RollDesk.BATCH);
            reader.each(read -> {
                batch.add(read);
                if (batch.size() == RollDesk.BATCH) {
                    look(batch, findings, run, total);
                }
            });
            look(batch, findings, run, total);
        }
        byte[] errors = findings.wrong() == 0
                ? null
                : keys.sealFile(RollStore.TABLE, id.value(), RollStore.ERRORS, out.toByteArray());
        keep(id, run, findings, errors);
    }

    private void look(List<RollReader.Read> batch, Findings findings, Run run, int total) {
        desk.sort(batch).forEach(findings::add);
        batch.clear();
        run.progress(
                findings.lines,
                total,
                findings.wrong(),
                Text.of("已检查 {0} / {1} 行，{2} 行有误", findings.lines, total, findings.wrong()));
    }

    private void keep(RollId id, Run run, Findings findings, byte @Nullable [] errors) {
        Roll.Counts counts = new Roll.Counts(findings.counts);
        transactions.executeWithoutResult(status -> {
            store.checked(id.value(), counts, findings.spots, errors);
            run.finish(
                    counts.total(),
                    counts.total(),
                    findings.wrong(),
                    Text.of("检查完了：{0} 行可以导入，{1} 行有误", counts.comeIn(), findings.wrong()));
        });
    }

    private void refuse(RollId id, Run run, Text reason, @Nullable Text wayOut) {
        transactions.executeWithoutResult(status -> {
            store.refused(id.value(), reason, wayOut);
            run.finish(0, 0, 1, Text.of("这张表没有收下：{0}", reason));
        });
    }
}
