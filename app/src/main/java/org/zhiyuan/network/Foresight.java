package org.zhiyuan.network;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Directory.Named;
import org.zhiyuan.shell.Words;

/**
 * What a change of the network's build would move and what would stay, in sentences for whoever is about to confirm it:
 * this room's own, and those of the rooms above.
 */
@Service
@Transactional(readOnly = true)
public class Foresight {
    private final Sites sites;
    private final Places places;
    private final InstantSource clock;

    Foresight(Sites sites, Places places, InstantSource clock) {
        this.sites = sites;
        this.places = places;
        this.clock = clock;
    }

    public Handover.Lines opening(Site parent, NewSite fresh, LocalDate day) {
        List<Text> moves = new ArrayList<>();
        moves.add(Text.of(
                "从 {0} 起，“{1}”下面多一处{2}", day, named(parent), fresh.tier().label()));
        moves.add(Text.of("从 {0} 起，名录、地图和它自己的公开页上找得到它", day));
        vacancies(fresh.tier(), day).ifPresent(moves::add);
        moves.add(Text.of("它的地址、电话、开放时间和凭据还是空的，要接着登记"));
        return new Handover.Lines(moves, List.of(Text.of("“{0}”和它下面已有的阵地不变", named(parent))));
    }

    private Optional<Text> vacancies(Tier tier, LocalDate day) {
        int posts = (int) places.requiredPosts(day).stream()
                .filter(post -> post.tier() == tier)
                .count();
        return posts == 0 ? Optional.empty() : Optional.of(Text.of("它该有的 {0} 个岗位从那天起空着，要另行任命", posts));
    }

    public Handover.Lines renaming(Site site, SiteName name, LocalDate day) {
        return new Handover.Lines(
                List.of(Text.of("从 {0} 起叫“{1}”，列表里叫“{2}”", day, name.full(), name.brief()), Text.of("按新名和旧名都搜得到")),
                List.of(Text.of("{0} 以前的记录仍写“{1}”", day, site.name().full()), Text.of("编号、代码、上级、地址、电话和档案不变")));
    }

    public Handover.Lines recoding(Site site, @Nullable String code, LocalDate day) {
        List<Text> moves = new ArrayList<>();
        moves.add(code == null ? Text.of("从 {0} 起没有区划代码，网址改用编号", day) : Text.of("从 {0} 起区划代码是 {1}，网址也用它", day, code));
        String before = site.code();
        if (before != null) {
            moves.add(Text.of("{0} 这个代码从那天起空出来；没有别处用它时，旧网址仍通到这里", before));
        }
        return new Handover.Lines(moves, List.of(Text.of("{0} 以前的记录仍用原来的代码", day), Text.of("名称、上级、地址、电话和档案不变")));
    }

    public Handover.Lines move(Site site, Site parent, @Nullable Tier tier, LocalDate day) {
        List<Text> moves = new ArrayList<>();
        List<Text> stays = new ArrayList<>();
        moves.add(Text.of("从 {0} 起，“{1}”挂在“{2}”下面", day, named(site), named(parent)));
        int below = sites.children(site.id(), day).size();
        if (below > 0) {
            moves.add(Text.of("它直接下设的 {0} 处跟着过去", below));
        }
        if (tier != null && tier != site.tier()) {
            moves.add(Text.of("层级从{0}变为{1}，该有的岗位和档案清单按新的层级", site.tier().label(), tier.label()));
        }
        above(site, day).ifPresent(former -> {
            moves.add(Text.of("从那天起由“{0}”的人管，“{1}”的人不再能改它", named(parent), named(former)));
            stays.add(Text.of("{0} 以前的数字仍算在“{1}”", day, named(former)));
        });
        stays.add(Text.of("名称、代码、地址、电话、开放时间和凭据不变"));
        return with(new Handover.SiteMove(site.id(), parent.id(), day), moves, stays);
    }

    public Handover.Lines merger(Site site, Site successor, LocalDate day) {
        List<Text> moves = new ArrayList<>();
        List<Text> stays = new ArrayList<>();
        moves.add(Text.of("从 {0} 起，“{1}”不再开办；打开它的网页会看到并入了“{2}”", day, named(site), named(successor)));
        int below = sites.children(site.id(), day).size();
        if (below > 0) {
            moves.add(Text.of("它直接下设的 {0} 处改挂到“{1}”下面", below, named(successor)));
        }
        moves.add(Text.of("记在它名下、还没办完的事，从那天起归“{0}”的人管", named(successor)));
        stays.add(Text.of("{0} 以前的记录留在“{1}”名下，仍搜得到", day, named(site)));
        stays.add(Text.of("“{0}”的名称、代码、地址、电话和开放时间不变", named(successor)));
        return with(new Handover.SiteEnd(site.id(), successor.id(), day), moves, stays);
    }

    public Handover.Lines split(Site site, NewSite part, Site parent, Collection<Site> along, LocalDate day) {
        List<Text> moves = new ArrayList<>();
        List<Text> stays = new ArrayList<>();
        moves.add(Text.of("从 {0} 起另设“{1}”，挂在“{2}”下面", day, part.name().brief(), named(parent)));
        if (!along.isEmpty()) {
            moves.add(Text.of(
                    "跟着过去的 {0} 处：{1}",
                    along.size(),
                    along.stream().map(each -> named(each).toString()).collect(Collectors.joining(Words.t("、")))));
        }
        vacancies(part.tier(), day).ifPresent(moves::add);
        moves.add(Text.of("它的地址、电话、开放时间和凭据还是空的，要接着登记"));
        stays.add(Text.of("“{0}”照常开办，名称、代码和档案不变", named(site)));
        stays.add(Text.of("{0} 以前的记录都留在“{1}”名下", day, named(site)));
        // what will be split off has no id yet; the rooms above are asked by the site that it leaves
        return with(new Handover.SiteSplit(site.id(), new SiteId(Ids.next(clock)), day), moves, stays);
    }

    public Handover.Lines closure(Site site, LocalDate day) {
        List<Text> moves = new ArrayList<>();
        List<Text> stays = new ArrayList<>();
        moves.add(Text.of("从 {0} 起，“{1}”不再开办；它的网页还在，写明停办的日期", day, named(site)));
        above(site, day).ifPresent(parent -> moves.add(Text.of("记在它名下、还没办完的事，从那天起归“{0}”的人管", named(parent))));
        stays.add(Text.of("{0} 以前的记录留在“{1}”名下，仍搜得到", day, named(site)));
        return with(new Handover.SiteEnd(site.id(), null, day), moves, stays);
    }

    private Optional<Site> above(Site site, LocalDate day) {
        SiteId parent = site.parent();
        return parent == null ? Optional.empty() : sites.find(parent, day);
    }

    private Handover.Lines with(Handover.Change change, List<Text> moves, List<Text> stays) {
        Handover.Lines others = sites.foresee(change);
        moves.addAll(others.moves());
        stays.addAll(others.stays());
        return new Handover.Lines(moves, stays);
    }

    private static Named named(Site site) {
        return Named.of(site.name().brief(), site.name().english());
    }
}
