package org.zhiyuan.team;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.People;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** Reads rules, levels, kinds and alliances from the city's pack at every start, and the sample's teams once. */
@Component
@Order(TeamPack.LEVEL)
class TeamPack implements ApplicationRunner {
    /** After the sample's volunteers. */
    static final int LEVEL = 110;

    private static final Logger LOG = LoggerFactory.getLogger(TeamPack.class);

    private final City city;
    private final CityPack pack;
    private final RuleStore ruleStore;
    private final TeamStore store;
    private final TeamRules rules;
    private final Teams teams;
    private final Memberships memberships;
    private final Leadership leadership;
    private final Counting counting;
    private final Volunteers volunteers;
    private final People people;
    private final Sites sites;
    private final TransactionOperations transactions;

    TeamPack(
            City city,
            CityPack pack,
            RuleStore ruleStore,
            TeamStore store,
            TeamRules rules,
            Teams teams,
            Memberships memberships,
            Leadership leadership,
            Counting counting,
            Volunteers volunteers,
            People people,
            Sites sites,
            TransactionOperations transactions) {
        this.city = city;
        this.pack = pack;
        this.ruleStore = ruleStore;
        this.store = store;
        this.rules = rules;
        this.teams = teams;
        this.memberships = memberships;
        this.leadership = leadership;
        this.counting = counting;
        this.volunteers = volunteers;
        this.people = people;
        this.sites = sites;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(Actor.system("team"), Scope.EVERYTHING, () -> {
            transactions.executeWithoutResult(status -> {
                load();
                if (city.sample() && store.none()) {
                    sample();
                }
            });
            counting.count();
        });
    }

    private void load() {
        pack.rows("team-rules.csv")
                .forEach(row -> ruleStore.addRule(row.required("key"), row.requiredDay("from"), row.required("value")));
        pack.rows("team-levels.csv")
                .forEach(row -> ruleStore.addLevel(new Level(
                        row.required("key"), row.number("position"), row.required("name"), row.required("nameEn"))));
        pack.rows("team-kinds.csv")
                .forEach(row -> ruleStore.addKind(
                        new TeamKind(row.required("key"), row.required("name"), row.required("nameEn")),
                        row.number("order")));
        pack.rows("team-alliances.csv")
                .forEach(row -> ruleStore.addAlliance(new Alliance(
                        row.required("key"), row.required("name"), row.required("nameEn"), row.text("about"))));
    }

    // --- the sample ---

    private void sample() {
        Map<String, Team> known = new HashMap<>();
        List<PackRow> rows = pack.rows("teams.csv");
        for (PackRow row : rows) {
            SiteId site = sites.resolve(row.required("site"), rules.today())
                    .orElseThrow(() -> row.wrong("site", Text.of("没有这处阵地")));
            Team above = known.get(row.text("parent"));
            Team team = teams.found(
                    Acting.actor(),
                    site,
                    new Teams.Particulars(
                            row.required("name"),
                            row.required("level"),
                            row.required("kind"),
                            row.text("field").isEmpty() ? null : row.text("field"),
                            above == null ? null : above.id(),
                            row.text("about"),
                            row.text("alliances").isEmpty()
                                    ? Set.of()
                                    : Set.of(row.text("alliances").split(";"))));
            known.put(row.required("key"), team);
            for (String phone : listed(row, "members")) {
                enter(row, team, phone);
            }
            lead(row, team, "captain", Lead.Office.CAPTAIN);
            lead(row, team, "deputy", Lead.Office.DEPUTY);
        }
        LOG.info("{}: {} teams", city.name(), rows.size());
    }

    private static List<String> listed(PackRow row, String column) {
        return row.text(column).isEmpty() ? List.of() : List.of(row.text(column).split(";"));
    }

    private void enter(PackRow row, Team team, String phone) {
        memberships.enterAtCounter(Acting.actor(), team.id(), volunteer(row, phone), Consent.Channel.PAPER);
    }

    private void lead(PackRow row, Team team, String column, Lead.Office office) {
        if (row.text(column).isEmpty()) {
            return;
        }
        Volunteer volunteer = volunteer(row, row.text(column));
        leadership.appoint(
                Acting.actor(),
                team.id(),
                Candidate.of(volunteer, people.years(volunteer.person()), rules.captainYears()),
                office,
                null);
    }

    private Volunteer volunteer(PackRow row, String phone) {
        Optional<Volunteer> found = people.ownerOf(MobileNumber.of(phone)).flatMap(volunteers::of);
        return found.orElseThrow(() -> row.wrong("members", Text.of("没有用这个手机号登记的志愿者")));
    }
}
