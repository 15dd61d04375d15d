package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.StoreTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Whereabouts;

/** The two walls say the same: what a rule allows at a place, the scope of the same right opens to the row policies. */
@StoreTest
@Import({Rules.class, PolicyTable.class, StandingStore.class})
class RulesTest {
    private static final long SEED = 20261123;
    private static final int TREES = 6;
    private static final int RIGHTS_PER_TREE = 60;
    private static final List<String> FIELDS = List.of("law", "sports", "odd,\"field\"");

    @Autowired
    Rules rules;

    @Autowired
    PolicyTable table;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    private final Random random = new Random(SEED);
    private final List<UUID> sites = new ArrayList<>();

    @BeforeEach
    void aCleanTree() {
        clear();
    }

    @AfterEach
    void leavesNothingBehind() {
        clear();
        table.exchange(Policy.built());
    }

    private void clear() {
        as(Scope.EVERYTHING, () -> jdbc.sql("delete from scope.closure").update());
        sites.clear();
    }

    private <T> T as(Scope scope, java.util.function.Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                scope,
                () -> java.util.Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private void plant() {
        clear();
        Map<UUID, List<UUID>> paths = new java.util.HashMap<>();
        for (int i = 0; i < 25; i++) {
            UUID site = new UUID(random.nextLong(), random.nextLong());
            List<UUID> path = new ArrayList<>();
            if (i > 0 && random.nextInt(12) > 0) {
                path.addAll(paths.get(sites.get(random.nextInt(sites.size()))));
            }
            path.add(site);
            paths.put(site, path);
            sites.add(site);
        }
        as(Scope.EVERYTHING, () -> {
            paths.forEach((site, path) -> path.forEach(
                    ancestor -> jdbc.sql("insert into scope.closure (ancestor, site) values (:ancestor, :site)")
                            .param("ancestor", ancestor)
                            .param("site", site)
                            .update()));
            return sites.size();
        });
    }

    private Policy randomPolicy() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"action", "role", "self", "child", "deep", "parent", "sibling", "stranger", "other-field"
        });
        for (Action action : EnumSet.complementOf(EnumSet.of(Action.SITE_EDIT, Action.PERSON_READ))) {
            rows.add((action + " anyone + + + + + + +").split(" ", -1));
        }
        for (Action action : List.of(Action.SITE_EDIT, Action.PERSON_READ)) {
            for (String role : List.of("one", "two")) {
                List<String> row = new ArrayList<>(List.of(action.name(), role));
                while (row.size() < 9) {
                    row.add(random.nextBoolean() ? "+" : ".");
                }
                if (row.subList(2, 8).contains("+")) {
                    rows.add(row.toArray(String[]::new));
                }
            }
            rows.add((action + " owner + + + + + + +").split(" ", -1));
        }
        return Policy.read(
                List.of(new String[] {"one", "一", "OFFICE"}, new String[] {"two", "二", "OFFICE"}), rows, List.of());
    }

    private Standing randomStanding() {
        List<Standing.Held> held = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            held.add(new Standing.Held(
                    random.nextBoolean() ? "one" : "two",
                    sites.get(random.nextInt(sites.size())),
                    random.nextInt(3) == 0 ? FIELDS.get(random.nextInt(FIELDS.size())) : null,
                    null));
        }
        return new Standing(new UUID(1, 1), Actor.Kind.STAFF, new UUID(2, 2), "甲", null, Instant.EPOCH, held);
    }

    /** What a row policy of the usual three arms shows of one row. */
    private boolean rowIsOpen(Scope scope, UUID site, @Nullable String field, @Nullable UUID person) {
        return as(
                scope,
                () -> jdbc.sql("""
                                select coalesce(scope.everything()
                                    or cast(:site as uuid) in (select scope.sites())
                                    or (cast(:field as text), cast(:site as uuid))
                                       in (select f.field, f.site from scope.field_sites() f)
                                    or cast(:person as uuid) = scope.person(), false)
                                """)
                        .param("site", site)
                        .param("field", field)
                        .param("person", person)
                        .query(Boolean.class)
                        .single());
    }

    @Test
    void theRuleAndTheRowPolicyGiveTheSameAnswerForRandomRightsInRandomTrees() {
        int allowed = 0;
        int cells = 0;
        for (int tree = 0; tree < TREES; tree++) {
            plant();
            for (int i = 0; i < RIGHTS_PER_TREE; i++) {
                table.exchange(randomPolicy());
                Standing standing = randomStanding();
                Action action = random.nextBoolean() ? Action.SITE_EDIT : Action.PERSON_READ;
                Scope scope = rules.scope(standing, action);
                for (int n = 0; n < 8; n++) {
                    UUID site = sites.get(random.nextInt(sites.size()));
                    String field = random.nextBoolean() ? FIELDS.get(random.nextInt(FIELDS.size())) : null;
                    UUID owner = random.nextInt(5) == 0 ? standing.person() : null;
                    boolean may = rules.at(standing, action, Whereabouts.Place.own(site, field, owner));
                    assertThat(rowIsOpen(scope, site, field, owner))
                            .as(
                                    "seed %d, tree %d, %s, %s at %s in %s",
                                    SEED, tree, standing.held(), action, site, field)
                            .isEqualTo(may);
                    allowed += may ? 1 : 0;
                    cells++;
                }
            }
        }
        // neither answer may be the only one ever given
        assertThat(allowed).isBetween(cells / 10, cells * 9 / 10);
    }

    @Test
    void nobodySignedInHasNoRows() {
        assertThat(rules.scope(null, Action.SITE_EDIT).sites()).isEmpty();
        assertThat(rules.scope(null, Action.SITE_EDIT).account()).isNull();
        assertThat(Set.of(rules.open(null, Action.SITE_READ), rules.open(null, Action.PERSON_READ)))
                .containsExactlyInAnyOrder(true, false);
    }
}
