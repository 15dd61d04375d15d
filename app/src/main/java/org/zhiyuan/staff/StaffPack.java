package org.zhiyuan.staff;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;

/** Reads who holds which post from the city's pack, once, into a house that knows of nobody. */
@Component
@Order(StaffPack.LEVEL)
class StaffPack implements ApplicationRunner {
    /** Rooms fill themselves from the ground up. */
    static final int LEVEL = 8;

    private static final Logger LOG = LoggerFactory.getLogger(StaffPack.class);

    private final City city;
    private final CityPack pack;
    private final HoldingStore store;
    private final Staff staff;
    private final Vacancies vacancies;
    private final Sites sites;
    private final Tree tree;
    private final People people;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    StaffPack(
            City city,
            CityPack pack,
            HoldingStore store,
            Staff staff,
            Vacancies vacancies,
            Sites sites,
            Tree tree,
            People people,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.pack = pack;
        this.store = store;
        this.staff = staff;
        this.vacancies = vacancies;
        this.sites = sites;
        this.tree = tree;
        this.people = people;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("staff"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    if (store.publicPosts().isEmpty()) {
                        load();
                    }
                    vacancies.refreshAll();
                }));
    }

    private void load() {
        pack.rows("posts.csv").stream()
                .filter(row -> row.flag("public"))
                .forEach(row -> store.markPublic(row.required("key")));
        if (!city.sample() && pack.sample()) {
            return;
        }
        Map<String, RequiredPost> posts = staff.requiredPosts();
        Map<String, PersonId> byPhone = new HashMap<>();
        List<PackRow> rows = pack.rows("holders.csv");
        for (PackRow row : rows) {
            RequiredPost post = posts.get(row.required("post"));
            if (post == null) {
                throw row.wrong("post", Text.of("没有这个岗位"));
            }
            Site site = site(row);
            MobileNumber phone = MobileNumber.of(row.required("phone"));
            PersonId person = byPhone.computeIfAbsent(phone.value(), number -> register(row, site, phone));
            Holding holding = new Holding(
                    new HoldingId(Ids.next(clock)),
                    site.id(),
                    site.field(),
                    post.key(),
                    post.head(),
                    new Period(row.requiredDay("from"), row.day("until")),
                    person,
                    "",
                    row.text("office"),
                    row.required("document"),
                    row.day("until") == null ? "" : row.required("document"));
            store.add(holding, person, staff.isPublic(post.key()) ? row.required("name") : null);
        }
        LOG.info("{}: {} people on posts", city.name(), rows.size());
    }

    private Site site(PackRow row) {
        LocalDate today = tree.today();
        SiteId site =
                sites.resolve(row.required("site"), today).orElseThrow(() -> row.wrong("site", Text.of("没有这处阵地")));
        return sites.get(site, today);
    }

    private PersonId register(PackRow row, Site site, MobileNumber phone) {
        return people.register(
                Acting.actor(),
                site.id(),
                new Particulars(row.required("name"), phone, true, null, null, ""),
                Basis.DUTY,
                List.of());
    }
}
