package org.zhiyuan.register;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.files.Files;
import org.zhiyuan.files.Kind;
import org.zhiyuan.files.NewFile;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.jobs.Work;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.Fault;
import org.zhiyuan.paper.Unreadable;
import org.zhiyuan.paper.Workbooks;

/**
 * The dry run: every row is looked at, and where none is wrong the whole is made real and rolled back, so that a confirmed
 * sheet meets no rule that only the database knows.
 */
@Component
class ImportCheck implements Work {
    private static final Duration ERRORS_KEPT = Duration.ofDays(30);

    private final ImportStore store;
    private final ImportDesk desk;
    private final Files files;
    private final Rights rights;
    private final TransactionOperations transactions;

    ImportCheck(ImportStore store, ImportDesk desk, Files files, Rights rights, TransactionOperations transactions) {
        this.store = store;
        this.desk = desk;
        this.files = files;
        this.rights = rights;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return Imports.CHECK;
    }

    @Override
    public Text title() {
        return Text.of("检查上传的表格");
    }

    /** It changes nothing but its own result. */
    @Override
    public int attemptsMax() {
        return 3;
    }

    @Override
    public void run(Run run) {
        rights.within(run.job().asker(), Action.NETWORK_IMPORT, () -> {
            UUID id = run.job().subject();
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

    private void check(UUID id, Run run) {
        Import upload = read(() -> store.find(id).orElseThrow());
        ImportDesk.Looked looked = read(() -> desk.look(
                upload,
                (done, total, wrong) ->
                        run.progress(done, total, wrong, Text.of("已检查 {0} / {1} 行，{2} 行有误", done, total, wrong))));
        if (looked.counts().wrong() == 0) {
            tryOut(looked, run);
        }
        transactions.executeWithoutResult(status -> keep(upload, looked, run));
    }

    private <T> T read(Supplier<T> reading) {
        return Objects.requireNonNull(transactions.execute(status -> reading.get()));
    }

    /**
     * In a transaction of its own that never commits, so that nobody hears of what did not happen. The rules that look at
     * the whole, and those that the database keeps for the end, speak here.
     */
    private void tryOut(ImportDesk.Looked looked, Run run) {
        int total = looked.counts().total();
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            looked.carryOut().accept(written -> run.progress(total, total, 0, Text.of("{0} 行都没有错，正在试办一遍", total)));
            store.settleRules();
        });
    }

    private void keep(Import upload, ImportDesk.Looked looked, Run run) {
        Import.Counts counts = looked.counts();
        List<Fault> faults = looked.faults();
        store.checked(
                upload.id(),
                counts,
                faults.subList(0, Math.min(faults.size(), Import.FAULTS_SHOWN)),
                looked.outlines(),
                faults.isEmpty() ? null : keepErrors(upload, looked, faults));
        run.finish(
                counts.total(),
                counts.total(),
                counts.wrong(),
                Text.of(
                        "检查完了：新增 {0} 行，变更 {1} 行，不变 {2} 行，有误 {3} 行",
                        counts.fresh(), counts.changed(), counts.same(), counts.wrong()));
    }

    private UUID keepErrors(Import upload, ImportDesk.Looked looked, List<Fault> faults) {
        byte[] workbook = Workbooks.faults(upload.kind().sheet(), looked.grid(), faults);
        String base = upload.fileName().replaceFirst("\\.[A-Za-z]{1,5}$", "");
        NewFile file = new NewFile(base + "-errors.xlsx", workbook, "register.errors", null, ERRORS_KEPT);
        return files.keep(file, Set.of(Kind.XLSX)).id();
    }

    private void refuse(UUID id, Run run, Text reason, @Nullable Text wayOut) {
        transactions.executeWithoutResult(status -> {
            store.refused(id, reason, wayOut);
            run.finish(0, 0, 1, Text.of("这张表没有收下：{0}", reason));
        });
    }
}
