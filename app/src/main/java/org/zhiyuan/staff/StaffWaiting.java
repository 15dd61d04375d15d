package org.zhiyuan.staff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;

/** Posts without a holder wait for those who may appoint one. */
@Component
class StaffWaiting implements Waiting {
    static final String KEY = "staff.vacancies";

    private final Vacancies vacancies;
    private final Staff staff;
    private final Sites sites;
    private final Tree tree;
    private final Rights rights;
    private final StaffSettings settings;

    StaffWaiting(Vacancies vacancies, Staff staff, Sites sites, Tree tree, Rights rights, StaffSettings settings) {
        this.vacancies = vacancies;
        this.staff = staff;
        this.sites = sites;
        this.tree = tree;
        this.rights = rights;
        this.settings = settings;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        return rights.mayAnywhere(actor, Action.STAFF_EDIT)
                ? rights.within(actor, Action.STAFF_EDIT, () -> vacancies.countUpTo(ITEMS_MAX))
                : 0;
    }

    @Override
    public List<Item> items(Actor actor) {
        if (!rights.mayAnywhere(actor, Action.STAFF_EDIT)) {
            return List.of();
        }
        List<Vacancy> vacant = rights.within(actor, Action.STAFF_EDIT, () -> vacancies.longest(ITEMS_MAX));
        Map<SiteId, Site> known = new HashMap<>();
        sites.getAll(vacant.stream().map(Vacancy::site).distinct().toList(), tree.today())
                .forEach(site -> known.put(site.id(), site));
        Map<String, RequiredPost> posts = staff.requiredPosts();
        return vacant.stream()
                .flatMap(vacancy -> Optional.ofNullable(known.get(vacancy.site()))
                        .map(site -> item(vacancy, site, posts.get(vacancy.post())))
                        .stream())
                .toList();
    }

    private Item item(Vacancy vacancy, Site site, @Nullable RequiredPost post) {
        String called = post == null ? vacancy.post() : post.called(Words.english());
        Text what =
                vacancy.missing() == 1 ? Text.of("配一名{0}", called) : Text.of("配 {0} 名{1}", vacancy.missing(), called);
        return new Item(
                what,
                site.called(Words.english()),
                "/office/staff/" + site.slug(),
                vacancy.since()
                        .plusDays(settings.fillWithinDays())
                        .atStartOfDay(Formats.ZONE)
                        .toInstant());
    }
}
