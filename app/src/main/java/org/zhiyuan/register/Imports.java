package org.zhiyuan.register;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.files.Files;
import org.zhiyuan.files.KeptFile;
import org.zhiyuan.files.Kind;
import org.zhiyuan.files.NewFile;
import org.zhiyuan.jobs.Jobs;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Tree;
import org.zhiyuan.paper.SheetLimits;

/** Sheets into the network: uploaded, checked as a whole, confirmed by a person, and then all of it or nothing. */
@Service
@Transactional
public class Imports {
    static final String CHECK = "register.check";
    static final String IMPORT = "register.import";
    private static final Duration FILES_KEPT = Duration.ofDays(90);
    private static final int LATEST_SHOWN = 20;
    private static final LocalDate DAY_LEAST = LocalDate.of(2000, 1, 1);
    private static final int DAYS_AHEAD_MAX = 366 * 2;

    private final ImportStore store;
    private final Files files;
    private final Jobs jobs;
    private final Tree tree;
    private final InstantSource clock;

    Imports(ImportStore store, Files files, Jobs jobs, Tree tree, InstantSource clock) {
        this.store = store;
        this.files = files;
        this.jobs = jobs;
        this.tree = tree;
        this.clock = clock;
    }

    /** What a person uploads. */
    public record Upload(
            ImportKind kind, String fileName, byte[] bytes, LocalDate day, String document, String reason) {}

    /** Keeps the sheet and has it checked; nothing of the network is touched. */
    public UUID upload(Upload upload) {
        if (upload.bytes().length > SheetLimits.DEFAULT.bytesMax()) {
            throw new Refusal(Text.of("这个文件超过 {0} MB，没有收下", SheetLimits.DEFAULT.bytesMax() / 1024 / 1024));
        }
        KeptFile file = files.keep(
                new NewFile(upload.fileName(), upload.bytes(), "register.import", null, FILES_KEPT),
                // what only resembles a sheet is told apart, with a reason, when it is read
                Set.of(Kind.values()));
        UUID id = Ids.next(clock);
        store.add(new Import(
                id,
                upload.kind(),
                file.id(),
                file.name(),
                upload.day(),
                upload.document(),
                upload.reason(),
                Import.State.CHECKING,
                Import.Counts.NONE,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                Acting.actor().name(),
                clock.instant(),
                null));
        return check(id);
    }

    /** Checks it (again): what the network was when it was last checked may have changed. Answers the task. */
    public UUID check(UUID id) {
        Import found = find(id);
        refuseDone(found);
        UUID job = jobs.ask(CHECK, id, found.href());
        store.checking(id, job);
        return job;
    }

    /** Has it imported; answers the task. */
    public UUID confirm(UUID id) {
        Import found = store.lock(id).orElseThrow(() -> new Absent("import " + id));
        refuseDone(found);
        if (found.state() != Import.State.READY) {
            throw new Refusal(Text.of("这张表还有没改好的行，一行也没有导入"), Text.of("请下载错误表，改好以后重新上传"));
        }
        UUID job = jobs.ask(IMPORT, id, found.href());
        store.confirmed(id, job);
        return job;
    }

    private static void refuseDone(Import found) {
        if (found.state() == Import.State.DONE) {
            throw new Refusal(Text.of("这张表已经导入过，没有再次导入"), Text.of("要再导一次，请重新上传"));
        }
    }

    /** Whether a day may stand on an import. */
    @Transactional(readOnly = true)
    public boolean dayAllowed(LocalDate day) {
        return !day.isBefore(DAY_LEAST) && !day.isAfter(tree.today().plusDays(DAYS_AHEAD_MAX));
    }

    @Transactional(readOnly = true)
    public LocalDate today() {
        return tree.today();
    }

    @Transactional(readOnly = true)
    public Import find(UUID id) {
        return store.find(id).orElseThrow(() -> new Absent("import " + id));
    }

    /** One's own, the newest first. */
    @Transactional(readOnly = true)
    public List<Import> latest() {
        return store.latest(LATEST_SHOWN);
    }
}
