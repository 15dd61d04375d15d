package org.zhiyuan.roll;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.jobs.Jobs;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.paper.SheetLimits;
import org.zhiyuan.paper.SheetSpec;
import org.zhiyuan.person.PersonKeys;
import org.zhiyuan.shell.Formats;

/** Rolls of former years: uploaded, looked through line by line, confirmed by somebody, and then taken over. */
@Service
@Transactional
public class Rolls {
    static final String CHECK = "roll.check";
    static final String IMPORT = "roll.import";
    public static final int TITLE_LENGTH_MAX = 120;
    private static final int FILE_NAME_LENGTH_MAX = 200;
    /** Long enough to mend a workbook of errors; the file names people and is not kept for longer. */
    static final Duration FILES_KEPT = Duration.ofDays(30);

    private final RollStore store;
    private final PersonKeys keys;
    private final Jobs jobs;
    private final Sites sites;
    private final Audit audit;
    private final InstantSource clock;

    Rolls(RollStore store, PersonKeys keys, Jobs jobs, Sites sites, Audit audit, InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.jobs = jobs;
        this.sites = sites;
        this.audit = audit;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** What a roll looks like. */
    public SheetSpec spec() {
        return new RollSheet(today()).spec;
    }

    /** Places whose rolls the actor may take over, by id: the city's and the streets' within the actor's scope. */
    @Transactional(readOnly = true)
    public Map<String, String> places(boolean english) {
        Map<String, String> places = new LinkedHashMap<>();
        sites.known(today()).stream()
                .filter(KnownSite::mine)
                .filter(site -> site.tier() == Tier.CENTER || site.tier() == Tier.INSTITUTE)
                .sorted((one, other) -> {
                    int tier = one.tier().compareTo(other.tier());
                    return tier == 0 ? one.number().compareTo(other.number()) : tier;
                })
                .forEach(site -> places.put(
                        site.id().toString(),
                        english && !site.name().english().isEmpty()
                                ? site.name().english()
                                : site.name().brief()));
        return places;
    }

    /** Keeps the roll, sealed, and has it looked through; nobody comes in by that. Answers the roll. */
    public RollId upload(Actor actor, SiteId site, String title, String fileName, byte[] bytes) {
        if (bytes.length > SheetLimits.ROLL.bytesMax()) {
            throw new Refusal(Text.of("这个文件超过 {0} MB，没有收下", SheetLimits.ROLL.bytesMax() / 1024 / 1024));
        }
        RollId id = new RollId(Ids.next(clock));
        String digest = digest(bytes);
        store.add(
                id,
                site,
                title,
                fileName.substring(0, Math.min(fileName.length(), FILE_NAME_LENGTH_MAX)),
                digest,
                keys.sealFile(RollStore.TABLE, id.value(), RollStore.SHEET, bytes),
                actor.account(),
                actor.name(),
                clock.instant());
        audit.record(Deed.of("roll.uploaded", Text.of("上传旧名册，等检查"))
                .on("roll", id, site.value())
                .changed(Map.of(), Map.of("sheet", digest))
                .because(title));
        check(id);
        return id;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Has it looked through (again): who is known may have changed since. Answers the task. */
    public UUID check(RollId id) {
        Roll roll = lock(id);
        if (roll.state() == Roll.State.IMPORTING || !roll.sheetKept()) {
            throw new Refusal(Text.of("这份名册不能再检查：{0}", roll.state().label()));
        }
        UUID job = jobs.ask(CHECK, id.value(), roll.href());
        store.checking(id.value(), job);
        return job;
    }

    private Roll lock(RollId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("roll " + id));
    }

    /** Has the sound lines taken over, or goes on where that was stopped. Answers the task. */
    public UUID confirm(Actor actor, RollId id) {
        Roll roll = lock(id);
        if (roll.state() != Roll.State.CHECKED && roll.state() != Roll.State.IMPORTING) {
            throw new Refusal(Text.of("这份名册现在不能导：{0}", roll.state().label()));
        }
        if (!roll.sheetKept()) {
            throw new Refusal(Text.of("上传的表已经删除"), Text.of("请重新上传"));
        }
        if (roll.counts().comeIn() == 0) {
            throw new Refusal(Text.of("没有可以导入的行"), Text.of("请下载错误表，改好以后重新上传"));
        }
        UUID job = jobs.ask(IMPORT, id.value(), roll.href());
        store.importing(id.value(), job, Acting.actor().name(), clock.instant());
        if (roll.state() == Roll.State.CHECKED) {
            audit.record(Deed.of(
                            "roll.confirmed",
                            Text.of("确认导入旧名册：{0} 行", roll.counts().comeIn()))
                    .on("roll", id, roll.site().value())
                    .changed(Map.of("by", ""), Map.of("by", String.valueOf(actor.account()))));
        }
        return job;
    }

    /** Puts it aside: what was taken over stays, the file goes. */
    public void end(RollId id) {
        Roll roll = lock(id);
        if (roll.state() == Roll.State.DONE || roll.state() == Roll.State.ENDED) {
            throw new Refusal(Text.of("这份名册已经结束：{0}", roll.state().label()));
        }
        store.end(id.value(), Roll.State.ENDED, clock.instant());
        audit.record(Deed.of("roll.ended", Text.of("不再导这份旧名册，上传的表已删除"))
                .on("roll", id, roll.site().value()));
    }

    @Transactional(readOnly = true)
    public Roll get(RollId id) {
        return store.find(id.value()).orElseThrow(() -> new Absent("roll " + id));
    }

    @Transactional(readOnly = true)
    public Slice<Roll> list(int page) {
        int size = Slice.SIZE_DEFAULT;
        return new Slice<>(store.latest(size, (page - 1L) * size), page, size, store.count());
    }

    /** The workbook of wrong lines. */
    @Transactional(readOnly = true)
    public byte[] errors(RollId id) {
        byte[] sealed = store.kept(id.value(), RollStore.ERRORS).orElseThrow(() -> new Absent("errors of roll " + id));
        return keys.openFile(RollStore.TABLE, id.value(), RollStore.ERRORS, sealed);
    }

    /** What became of the lines so far. */
    @Transactional(readOnly = true)
    public Roll.Counts became(RollId id) {
        return store.counts(id.value());
    }

    @Transactional(readOnly = true)
    public Slice<Line> lines(RollId id, Roll.Kind kind, int page) {
        int size = Slice.SIZE_DEFAULT;
        List<Line> lines = store.lines(id.value(), kind, size, (page - 1L) * size);
        return new Slice<>(lines, page, size, store.count(id.value(), kind));
    }

    /** Lets go of files that nobody came back to. */
    int forgetOld() {
        return store.forget(clock.instant().minus(FILES_KEPT), clock.instant());
    }
}
