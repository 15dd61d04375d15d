package org.zhiyuan.network.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Foresight;
import org.zhiyuan.network.NewSite;
import org.zhiyuan.network.Selection;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.SitePolicy;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Words;

/** Reads what was entered for a change of the network's build; everything that is wrong stands at its field. */
@Component
class SiteActForms {
    /** As far ahead as a change of the build is ordered. */
    private static final int YEARS_AHEAD_MAX = 2;

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final int SITE_TYPED_LENGTH_MAX = 60;
    /** Longer than any name may be: the rules of names say what is too long. */
    private static final int NAME_TYPED_LENGTH_MAX = 1000;

    /** Suggestions under a field in which a site is named; whoever wants another types its name or code. */
    private static final int SUGGESTIONS_MAX = 60;

    private static final int MATCHES_MAX = 20;

    private final Sites sites;
    private final Directory directory;
    private final Foresight foresight;
    private final Tree tree;

    SiteActForms(Sites sites, Directory directory, Foresight foresight, Tree tree) {
        this.sites = sites;
        this.directory = directory;
        this.foresight = foresight;
        this.tree = tree;
    }

    // --- forms about to be filled ---

    Form fresh(SiteActKind kind, Site site) {
        Form form = Form.empty().with("from", tree.today());
        return switch (kind) {
            case NAME -> named(form, site.name());
            case CODE -> form.with("code", site.code());
            case OPENING -> form.with("tier", tiersBelow(site).getFirst().name());
            case SPLIT -> form.with("tier", site.tier().name());
            case MOVE, MERGER, CLOSURE -> form;
        };
    }

    static Form named(Form form, SiteName name) {
        return form.with("name", name.full())
                .with("brief", name.brief())
                .with("english", name.english())
                .with("pinyin", name.pinyin());
    }

    /** What may be chosen in the form. */
    Map<String, Object> choices(SiteActKind kind, Site site) {
        return switch (kind) {
            case OPENING -> Map.of("tiers", labels(tiersBelow(site)));
            case SPLIT ->
                Map.of(
                        "tiers",
                        labels(tiersBelow(parent(site).orElse(site)).stream()
                                .filter(tier -> tier != Tier.INSTITUTE || site.tier() == Tier.INSTITUTE)
                                .toList()),
                        "children",
                        sites.children(site.id(), tree.today()));
            case MOVE ->
                Map.of("tiers", labels(List.of(Tier.INSTITUTE, Tier.STATION, Tier.POINT)), "suggested", above());
            case MERGER -> Map.of("suggested", beside(site));
            case NAME, CODE, CLOSURE -> Map.of();
        };
    }

    static List<Tier> tiersBelow(Site site) {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier != Tier.BRANCH && tier.mayHangUnder(site.tier()))
                .toList();
    }

    private static Map<String, String> labels(List<Tier> tiers) {
        return tiers.stream()
                .collect(Collectors.toMap(
                        Tier::name, tier -> Words.t(tier.label()), (first, second) -> first, LinkedHashMap::new));
    }

    private List<Site> above() {
        List<Site> above = new ArrayList<>();
        above.add(sites.get(sites.center(), tree.today()));
        directory.summary(tree.today()).areas().stream()
                .limit(SUGGESTIONS_MAX)
                .forEach(area -> above.add(area.institute()));
        return above;
    }

    /** What hangs beside a site and is of its tier. */
    private List<Site> beside(Site site) {
        SiteId parent = site.parent();
        return parent == null
                ? List.of()
                : sites.children(parent, tree.today()).stream()
                        .filter(other ->
                                other.tier() == site.tier() && !other.id().equals(site.id()))
                        .limit(SUGGESTIONS_MAX)
                        .toList();
    }

    private Optional<Site> parent(Site site) {
        return site.parent() == null ? Optional.empty() : sites.find(site.parent(), tree.today());
    }

    // --- forms that come back ---

    /** The change as it was entered; null where something is wrong, which the form then says. */
    @Nullable
    SiteAct read(SiteActKind kind, Site site, Form form) {
        LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        if (from != null
                && (from.isBefore(FIRST_DAY) || from.isAfter(tree.today().plusYears(YEARS_AHEAD_MAX)))) {
            form.wrong("from", Text.of("生效的日子最晚在两年以内，最早在 2000 年"));
        }
        String document = form.required("document", Basis.DOCUMENT_LENGTH_MAX, Text.of("请填写依据的文件名或文号"));
        String reason = form.text("reason", Basis.REASON_LENGTH_MAX);
        // what is wrong is told for the whole form at once, also where the day is missing
        LocalDate day = from == null ? tree.today() : from;
        Basis basis = form.hasWrongs() ? Basis.of("") : Basis.of(document, reason);
        return switch (kind) {
            case OPENING -> opening(site, form, day, basis);
            case NAME -> name(site, form, day, basis);
            case CODE -> code(site, form, day, basis);
            case MOVE -> move(site, form, day, basis);
            case MERGER -> merger(site, form, day, basis);
            case SPLIT -> split(site, form, day, basis);
            case CLOSURE -> closure(site, form, day, basis);
        };
    }

    private @Nullable SiteAct opening(Site site, Form form, LocalDate day, Basis basis) {
        SiteName name = name(form);
        Tier tier = tier(form, tiersBelow(site));
        String code = code(form);
        if (form.hasWrongs() || name == null || tier == null) {
            return null;
        }
        NewSite fresh = NewSite.of(name, tier, code, site.id());
        return new SiteAct(
                facts(
                        form,
                        fact("挂在哪里", called(site)),
                        fact("全称", name.full()),
                        fact("简称", name.brief()),
                        fact("层级", Words.t(tier.label())),
                        fact("区划代码", code)),
                foresight.opening(site, fresh, day),
                Text.of("没问题，{0} 起设立“{1}”", day, name.brief()),
                () -> page(sites.open(fresh, day, basis), ""));
    }

    private @Nullable SiteAct name(Site site, Form form, LocalDate day, Basis basis) {
        SiteName name = name(form);
        if (name != null && name.equals(site.name())) {
            form.wrong("name", Text.of("名称和现在的一样，请填新的名称"));
        }
        if (form.hasWrongs() || name == null) {
            return null;
        }
        return new SiteAct(
                facts(
                        form,
                        fact("现在的全称", site.name().full()),
                        fact("新的全称", name.full()),
                        fact("简称", name.brief()),
                        fact("英文名称", name.english()),
                        fact("拼音", name.pinyin())),
                foresight.renaming(site, name, day),
                Text.of("没问题，{0} 起改名", day),
                () -> {
                    sites.rename(site.id(), name, day, basis);
                    return history(site);
                });
    }

    private @Nullable SiteAct code(Site site, Form form, LocalDate day, Basis basis) {
        String code = code(form);
        if (!form.hasWrongs() && Objects.equals(code, site.code())) {
            form.wrong("code", Text.of("代码和现在的一样，请填新的代码"));
        }
        if (form.hasWrongs()) {
            return null;
        }
        return new SiteAct(
                facts(
                        form,
                        fact("阵地", called(site)),
                        fact("现在的代码", site.code() == null ? Words.t("没有") : site.code()),
                        fact("新的代码", code == null ? Words.t("没有") : code)),
                foresight.recoding(site, code, day),
                Text.of("没问题，{0} 起换代码", day),
                () -> {
                    sites.recode(site.id(), code, day, basis);
                    return history(site);
                });
    }

    private @Nullable SiteAct move(Site site, Form form, LocalDate day, Basis basis) {
        Site parent = site(form, "parent", Text.of("请填改挂到哪里：名称、编号或区划代码"), day);
        Tier tier = form.raw("tier").isBlank() ? null : form.choice("tier", Tier.class, Text.of("请选择层级"));
        if (parent != null && tier == null && parent.id().equals(site.parent())) {
            form.wrong("parent", Text.of("它现在就挂在“{0}”下面，请填别处", parent.name().brief()));
        }
        if (form.hasWrongs() || parent == null) {
            return null;
        }
        return new SiteAct(
                facts(
                        form,
                        fact("阵地", called(site)),
                        fact("现在的上级", parent(site).map(SiteActForms::called).orElse("")),
                        fact("新的上级", called(parent)),
                        fact("层级", tier == null ? null : Words.t(tier.label()))),
                foresight.move(site, parent, tier, day),
                Text.of("没问题，{0} 起挂到“{1}”下面", day, parent.name().brief()),
                () -> {
                    sites.move(site.id(), parent.id(), tier, day, basis);
                    return history(site);
                });
    }

    private @Nullable SiteAct merger(Site site, Form form, LocalDate day, Basis basis) {
        Site successor = site(form, "successor", Text.of("请填并入哪里：名称、编号或区划代码"), day);
        if (successor != null && successor.id().equals(site.id())) {
            form.wrong("successor", Text.of("不能并入自己"));
        }
        if (form.hasWrongs() || successor == null) {
            return null;
        }
        return new SiteAct(
                facts(form, fact("要并走的", called(site)), fact("并入", called(successor))),
                foresight.merger(site, successor, day),
                Text.of("没问题，{0} 起并入“{1}”", day, successor.name().brief()),
                () -> {
                    sites.merge(site.id(), successor.id(), day, basis);
                    return history(site);
                });
    }

    private @Nullable SiteAct split(Site site, Form form, LocalDate day, Basis basis) {
        boolean below = form.has("below", "true");
        Site parent = below ? site : parent(site).orElse(site);
        SiteName name = name(form);
        Tier tier = tier(form, tiersBelow(parent));
        String code = code(form);
        Map<String, Site> children = sites.children(site.id(), day).stream()
                .collect(Collectors.toMap(child -> child.id().toString(), Function.identity()));
        Set<String> chosen = Set.copyOf(form.all("along"));
        if (!children.keySet().containsAll(chosen)) {
            form.wrong("along", Text.of("有一处那天已经不在下面，请重新勾选"));
        }
        if (form.hasWrongs() || name == null || tier == null) {
            return null;
        }
        List<Site> along = children.values().stream()
                .filter(child -> chosen.contains(child.id().toString()))
                .toList();
        NewSite part = NewSite.of(name, tier, code, parent.id());
        return new SiteAct(
                facts(
                        form,
                        fact("从哪里分出", called(site)),
                        fact("全称", name.full()),
                        fact("简称", name.brief()),
                        fact("挂在哪里", called(parent)),
                        fact("层级", Words.t(tier.label())),
                        fact("区划代码", code)),
                foresight.split(site, part, parent, along, day),
                Text.of("没问题，{0} 起分设“{1}”", day, name.brief()),
                () -> page(
                        sites.split(
                                site.id(), part, along.stream().map(Site::id).toList(), day, basis),
                        ""));
    }

    private @Nullable SiteAct closure(Site site, Form form, LocalDate day, Basis basis) {
        if (form.hasWrongs()) {
            return null;
        }
        return new SiteAct(
                facts(form, fact("要停办的", called(site))),
                foresight.closure(site, day),
                Text.of("没问题，{0} 起停办", day),
                () -> {
                    sites.close(site.id(), day, basis);
                    return history(site);
                });
    }

    // --- single fields ---

    /** The four ways in which a site is called; each fault stands at its own field. */
    static @Nullable SiteName name(Form form) {
        String full = form.text("name", NAME_TYPED_LENGTH_MAX);
        String brief = form.text("brief", NAME_TYPED_LENGTH_MAX);
        String english = form.text("english", NAME_TYPED_LENGTH_MAX);
        String pinyin = form.text("pinyin", NAME_TYPED_LENGTH_MAX).toLowerCase(Locale.ROOT);
        check(form, "name", SitePolicy.name(full));
        if (!brief.isEmpty()) {
            check(form, "brief", SitePolicy.brief(brief));
        } else if (full.length() > SitePolicy.BRIEF_LENGTH_MAX) {
            form.wrong("brief", Text.of("名称较长，请另填 {0} 个字以内的简称", SitePolicy.BRIEF_LENGTH_MAX));
        }
        check(form, "english", SitePolicy.english(english));
        check(form, "pinyin", SitePolicy.pinyin(pinyin));
        boolean wrong =
                List.of("name", "brief", "english", "pinyin").stream().anyMatch(field -> form.wrong(field) != null);
        return wrong ? null : new SiteName(full, brief, english, pinyin);
    }

    private static void check(Form form, String field, Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            form.wrong(field, refused.reason());
        }
    }

    private static @Nullable String code(Form form) {
        String typed = form.digits("code");
        String code = typed.isEmpty() ? null : typed;
        check(form, "code", SitePolicy.code(code));
        return code;
    }

    private static @Nullable Tier tier(Form form, List<Tier> allowed) {
        Tier tier = form.choice("tier", Tier.class, Text.of("请选择层级"));
        if (tier != null && !allowed.contains(tier)) {
            form.wrong("tier", Text.of("请选择层级"));
        }
        return tier;
    }

    /** A site that somebody named: by its number or code, or by a name that only one bears. */
    private @Nullable Site site(Form form, String field, Text whatToDo, LocalDate day) {
        String typed = form.required(field, SITE_TYPED_LENGTH_MAX, whatToDo);
        if (typed.isEmpty() || form.wrong(field) != null) {
            return null;
        }
        List<Site> found =
                sites.resolve(typed, day).map(id -> List.of(sites.get(id, day))).orElseGet(() -> byName(typed, day));
        if (found.size() != 1) {
            form.wrong(
                    field,
                    found.isEmpty()
                            ? Text.of("没有找到“{0}”，请填编号、区划代码或名称", typed)
                            : Text.of("有 {0} 处叫“{1}”，请改填编号或区划代码", found.size(), typed));
            return null;
        }
        Site site = found.getFirst();
        check(form, field, sites.mayHold(site.id()));
        return form.wrong(field) == null ? site : null;
    }

    private List<Site> byName(String typed, LocalDate day) {
        Selection selection = new Selection(null, null, "", "", typed, day, 1, true);
        return directory.list(selection, MATCHES_MAX).rows().stream()
                .map(Directory.Listed::site)
                .filter(site -> site.name().full().equals(typed)
                        || site.name().brief().equals(typed)
                        || site.name().english().equalsIgnoreCase(typed))
                .toList();
    }

    // --- the page that asks to check it ---

    private static SiteAct.@Nullable Fact fact(String label, @Nullable String value) {
        return value == null || value.isBlank() ? null : new SiteAct.Fact(Words.t(label), value);
    }

    /** What was entered, with its day and document; what was left empty is left out. */
    private static List<SiteAct.Fact> facts(Form form, SiteAct.@Nullable Fact... own) {
        List<SiteAct.Fact> facts = new ArrayList<>();
        for (SiteAct.Fact fact : own) {
            if (fact != null) {
                facts.add(fact);
            }
        }
        SiteAct.Fact day =
                fact("从哪天起", Formats.day(LocalDate.parse(form.raw("from").strip())));
        SiteAct.Fact document = fact("依据", form.raw("document").strip());
        SiteAct.Fact reason = fact("原因", form.raw("reason").strip());
        for (SiteAct.Fact fact : new SiteAct.@Nullable Fact[] {day, document, reason}) {
            if (fact != null) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private static String called(Site site) {
        return site.called(Words.english());
    }

    private String history(Site site) {
        return page(site.id(), "#history");
    }

    /** The address may be another one after the change. */
    private String page(SiteId site, String part) {
        return OfficeSites.home(sites.get(site, tree.today())) + part;
    }
}
