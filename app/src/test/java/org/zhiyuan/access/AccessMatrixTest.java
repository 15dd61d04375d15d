package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import jakarta.servlet.Filter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Whereabouts;

/**
 * Every route, asked for by everybody, at every distance: no cell is wrong. The expected answer is read from the table of
 * words by an oracle that shares no code with the gate.
 */
@HouseTest
class AccessMatrixTest {
    @Autowired
    WebApplicationContext house;

    @Autowired
    Rules rules;

    @Autowired
    Standings standings;

    @Test
    void everyRouteCanBePlacedAndEveryActionHasALine() {
        Walk walk = new Walk(house);
        assertThat(walk.notPlaced()).isEmpty();
        assertThat(walk.routes())
                .allSatisfy(route -> assertThat(lines(walk.oracle(), route.action()))
                        .as("%s: %s has no line in policy.tsv", route, route.action())
                        .isNotEmpty());
    }

    private static List<String> lines(Oracle oracle, Action action) {
        List<String> words = new ArrayList<>(Oracle.roles());
        words.addAll(List.of("anyone", "signed-in", "staff", "owner"));
        return words.stream().filter(word -> oracle.names(action, word)).toList();
    }

    @Test
    void noCellIsWrong() {
        Walk walk = new Walk(house);
        assertThat(walk.notPlaced()).isEmpty();
        List<Walk.Cell> cells = walk.matrix();
        Set<String> columns = new HashSet<>();
        cells.forEach(cell -> columns.addAll(walk.oracle().columns(cell.who(), cell.thing())));
        assertThat(columns).as("distances walked").isEqualTo(Oracle.columns());

        List<String> wrong = walk.wrong(cells);

        System.out.printf(
                Locale.ROOT,
                "access matrix: %,d cells, %d wrong (%d routes, %d people)%n",
                cells.size(),
                wrong.size(),
                walk.routes().size(),
                Ground.of(house).walkers.size());
        assertThat(wrong).isEmpty();
    }

    /** Links and services ask in between of requests; actions whose pages are still to come are here as well. */
    @Test
    void whoeverAsksForARightIsToldWhatTheTableSays() {
        Ground ground = Ground.of(house);
        Oracle oracle = new Oracle(ground.parents);
        Set<String> wrong = new TreeSet<>();
        int answers = 0;
        for (Ground.Walker who : ground.walkers) {
            Standing standing = who.signedIn() ? standings.of(who.account()).orElseThrow() : null;
            for (Action action : Action.values()) {
                if (rules.anywhere(standing, action) != oracle.allowed(who, action, null)) {
                    wrong.add(who + " " + action + " anywhere");
                }
                answers++;
                for (Ground.Thing thing : ground.kinds.get("person").things()) {
                    var place = Whereabouts.Place.own(thing.site(), thing.field(), thing.owner());
                    if (rules.at(standing, action, place) != oracle.allowed(who, action, thing)) {
                        wrong.add(who + " " + action + " at " + thing);
                    }
                    answers++;
                }
            }
        }
        System.out.printf(Locale.ROOT, "rights: %,d answers, %d wrong%n", answers, wrong.size());
        assertThat(wrong).isEmpty();
    }

    /** Who has a place of every kind, and who has none: each reads every page that lets him in. */
    static List<Ground.Walker> readers(Ground ground) {
        return ground.walkers.stream()
                .filter(who -> who.rights().isEmpty()
                        || who.name().endsWith(" of the station")
                        || who.name().endsWith(" of the center for law")
                        || (who.name().endsWith(" of the center") && !who.name().startsWith("center_operator")))
                .filter(who -> !who.name().startsWith("center_operator "))
                .toList();
    }

    @Test
    void noPageShowsThePeopleOfAPlaceThatIsNoneOfOnesBusiness() throws Exception {
        Crawl crawl = new Crawl(house, Doors.closed(house));

        List<String> leaks = crawl.leaks(route -> true, readers(Ground.of(house)));

        System.out.printf(Locale.ROOT, "canary crawl: %,d pages, %d leaks%n", crawl.pages(), leaks.size());
        assertThat(leaks).isEmpty();
    }

    @Test
    void aFormThatIsNotOursChangesNothingWhoeverSendsIt() throws Exception {
        Walk walk = new Walk(house);
        MockMvc browser = MockMvcBuilders.webAppContextSetup(house)
                .addFilters(Doors.closed(house).toArray(Filter[]::new))
                .build();
        Ground ground = Ground.of(house);
        for (Walk.Route route : walk.routes()) {
            if (!route.changes()) {
                continue;
            }
            for (String who : List.of("nobody", "center_operator of the center", "security_admin of the center")) {
                var asked = request(route.method(), URI.create(walk.path(route, null)));
                var now = house.getBean(org.zhiyuan.cell.SettableClock.class).instant();
                Walk.sign(asked, ground.walker(who), now, now);
                assertThat(browser.perform(asked).andReturn().getResponse().getStatus())
                        .as("%s by %s without the form's token", route, who)
                        .isEqualTo(403);
            }
        }
    }
}
