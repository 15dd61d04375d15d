package org.zhiyuan.register;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.files.Files;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.jobs.Work;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.Unreadable;

/** Carries a confirmed sheet into the network: one transaction, all of it or nothing, and only once. */
@Component
class ImportCarrier implements Work {
    private final ImportStore store;
    private final ImportDesk desk;
    private final Files files;
    private final Audit audit;
    private final Rights rights;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    ImportCarrier(
            ImportStore store,
            ImportDesk desk,
            Files files,
            Audit audit,
            Rights rights,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.desk = desk;
        this.files = files;
        this.audit = audit;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Imports.IMPORT;
    }

    @Override
    public Text title() {
        return Text.of("导入表格");
    }

    /** The effect and the end of the task are one transaction, so a second attempt never repeats an effect. */
    @Override
    public int attemptsMax() {
        return 3;
    }

    @Override
    public void run(Run run) {
        rights.within(run.job().asker(), Action.NETWORK_IMPORT, () -> {
            transactions.executeWithoutResult(status -> carry(run));
            return true;
        });
    }

    private void carry(Run run) {
        UUID id = run.job().subject();
        Import upload = store.lock(id).orElseThrow();
        if (upload.state() != Import.State.READY) {
            throw new Refusal(Text.of("这张表已经导入过，没有再次导入"));
        }
        ImportDesk.Looked looked = look(upload, run);
        Import.Counts counts = looked.counts();
        if (counts.wrong() > 0) {
            throw new Refusal(Text.of("检查以后网络有变动，现在有 {0} 行不成立，一行也没有导入；请再检查一次", counts.wrong()));
        }
        int total = counts.total();
        looked.carryOut()
                .accept(written -> run.progress(written, total, 0, Text.of("已写入 {0} / {1} 行", written, total)));
        if (!store.done(id, clock.instant())) {
            throw new Refusal(Text.of("这张表已经导入过，没有再次导入"));
        }
        audit.record(Deed.of(
                        "network.imported",
                        Text.of(
                                "用表格导入{0}：新增 {1} 行，变更 {2} 行，从 {3} 起",
                                upload.kind().label(), counts.fresh(), counts.changed(), upload.day()))
                .on("import", id, null)
                .changed(
                        Map.of(),
                        Map.of(
                                "sheet", files.find(upload.file()).sha256(),
                                "document", upload.document(),
                                "fresh", counts.fresh(),
                                "changed", counts.changed()))
                .because(upload.reason()));
        run.finish(
                total,
                total,
                0,
                Text.of("导入完了：新增 {0} 行，变更 {1} 行，不变 {2} 行", counts.fresh(), counts.changed(), counts.same()));
    }

    private ImportDesk.Looked look(Import upload, Run run) {
        try {
            return desk.look(
                    upload,
                    (done, total, wrong) -> run.progress(0, total, wrong, Text.of("正在再核对一遍：{0} / {1} 行", done, total)));
        } catch (Unreadable unreadable) {
            throw new Refusal(unreadable.reason(), unreadable.wayOut());
        }
    }
}
