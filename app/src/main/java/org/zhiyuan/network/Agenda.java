package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;

/**
 * What the network asks of those who keep it: their own files with something expired, soon to expire or lacking, one item
 * a place; for all that others keep below them one item, which leads to the list; and changes that soon take effect. Each
 * within the scope of the transaction.
 */
@Service
@Transactional(readOnly = true)
public class Agenda {
    /** How long before it runs out somebody is reminded of evidence: a fire inspection takes its weeks. */
    public static final int EVIDENCE_DAYS_AHEAD = 14;

    private final AgendaStore store;
    private final Sites sites;
    private final Tree tree;

    Agenda(AgendaStore store, Sites sites, Tree tree) {
        this.store = store;
        this.sites = sites;
        this.tree = tree;
    }

    /**
     * How many wait, up to the number that a page lists.
     *
     * @param branches whether at branch centers, or at all other places
     */
    public int count(boolean branches) {
        LocalDate today = tree.today();
        int waiting = store.count(branches, roots(), today, today.plusDays(EVIDENCE_DAYS_AHEAD), Waiting.ITEMS_MAX);
        return Math.min(Waiting.ITEMS_MAX, waiting);
    }

    public List<Waiting.Item> items(boolean branches) {
        LocalDate today = tree.today();
        LocalDate until = today.plusDays(EVIDENCE_DAYS_AHEAD);
        List<Waiting.Item> items = new ArrayList<>();
        store.planned(branches, today, until, Waiting.ITEMS_MAX).forEach(planned -> items.add(item(planned)));
        store.gaps(branches, roots(), today, until, Waiting.ITEMS_MAX).forEach(gap -> items.add(item(gap)));
        store.lagging(branches, roots(), today, Waiting.ITEMS_MAX)
                .forEach(lagging -> items.add(item(lagging, branches, today)));
        return items.size() > Waiting.ITEMS_MAX ? items.subList(0, Waiting.ITEMS_MAX) : items;
    }

    private static Waiting.Item item(AgendaStore.Gap gap) {
        Text what = gap.aged() == 0
                ? Text.of("补齐档案，缺 {0} 项", gap.missing())
                : gap.missing() == 0
                        ? Text.of("换新 {0} 项档案凭据", gap.aged())
                        : Text.of("换新 {0} 项档案凭据，补齐 {1} 项", gap.aged(), gap.missing());
        LocalDate due = gap.due();
        return new Waiting.Item(
                what,
                gap.site().called(Words.english()),
                office(gap.site()),
                due == null ? null : due.atStartOfDay(Formats.ZONE).toInstant());
    }

    /** The places that the right was given for, by which whoever asks answers for them. */
    private static Set<UUID> roots() {
        Set<UUID> roots = new HashSet<>(Acting.scope().sites());
        roots.addAll(Acting.scope().onlySites());
        return roots;
    }

    /** Nobody is late but those who keep the files: there is no day until which it is to be done. */
    private Waiting.Item item(AgendaStore.Lagging lagging, boolean branches, LocalDate today) {
        Site root = sites.get(lagging.root(), today);
        boolean city = root.tier() == Tier.CENTER;
        return new Waiting.Item(
                branches
                        ? Text.of("过问分中心的档案，{0} 处有过期项", lagging.places())
                        : Text.of("过问各处自己管的档案，{0} 处有过期项", lagging.places()),
                root.called(Words.english()),
                Link.to("/office/network")
                        .with("street", city ? "" : root.slug())
                        .with("tier", branches ? "branch" : "")
                        .with("state", "expired")
                        .toString(),
                null);
    }

    private static Waiting.Item item(AgendaStore.Planned planned) {
        return new Waiting.Item(
                Text.of("核对已定的变更：{0}", what(planned.kind())),
                planned.site().called(Words.english()),
                planned.site().href(),
                planned.day().atStartOfDay(Formats.ZONE).toInstant());
    }

    private static Text what(String kind) {
        return switch (kind) {
            case "OPENED" -> Text.of("设立");
            case "RENAMED" -> Text.of("更名");
            case "RECODED" -> Text.of("换代码");
            case "MOVED" -> Text.of("改挂");
            case "MERGED" -> Text.of("并入别处");
            case "CLOSED" -> Text.of("停办");
            case "SPLIT" -> Text.of("分设");
            case "PLACE" -> Text.of("场地变更");
            case "HOURS" -> Text.of("开放时间调整");
            default -> Text.of("记事");
        };
    }

    /** Where those who keep a place do so. */
    static String office(Site site) {
        return site.field() == null ? "/office/network/sites/" + site.slug() : "/office/branches/" + site.field();
    }
}
