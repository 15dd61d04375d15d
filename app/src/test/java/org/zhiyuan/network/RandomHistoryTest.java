package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Refusal;

/**
 * Opens, renames, moves, merges, splits, closes and withdraws at random, past and planned, and holds the network against
 * a model that knows nothing of folding, versions or SQL. What the policies let through, the database must accept.
 */
@HouseTest
class RandomHistoryTest {
    private static final int STEPS = 160;
    private static final int DAYS = 300;

    /** What was ordered of one site: everything by its first day. */
    private static final class Body {
        final TreeMap<LocalDate, String> names = new TreeMap<>();
        final TreeMap<LocalDate, SiteId> parents = new TreeMap<>();

        @Nullable
        LocalDate opened;

        @Nullable
        LocalDate closed;

        @Nullable
        SiteId successor;

        SiteId holder(LocalDate day) {
            if (closed != null && !day.isBefore(closed) && successor != null) {
                return successor;
            }
            Map.Entry<LocalDate, SiteId> entry = parents.floorEntry(day);
            return entry == null ? parents.firstEntry().getValue() : entry.getValue();
        }

        boolean openOn(LocalDate day) {
            return opened != null && !day.isBefore(opened) && (closed == null || day.isBefore(closed));
        }
    }

    private interface Fact {
        void of(Map<SiteId, Body> bodies);
    }

    @Autowired
    private Sites sites;

    @Autowired
    private SiteStore store;

    @Autowired
    private Tree tree;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Map<ActId, List<Fact>> facts = new LinkedHashMap<>();
    private final List<SiteId> known = new ArrayList<>();
    private int made;
    private int refused;

    @Test
    void whateverHappensTheTreeIsTheOneThatWasOrdered() {
        long seed = new Random().nextLong();
        Rehearsal rehearsal = new Rehearsal(transactions, jdbc);
        rehearsal.run(() -> {
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                step(random, rehearsal);
            }
            compare(random, "seed " + seed);
        });
        assertThat(made).as("seed %d made %d, refused %d", seed, made, refused).isGreaterThan(STEPS / 8);
        System.out.printf("random histories: seed %d, %d acts made, %d refused%n", seed, made, refused);
    }

    private void step(Random random, Rehearsal rehearsal) {
        LocalDate day = tree.today().plusDays(random.nextInt(2 * DAYS) - DAYS);
        Basis basis = Basis.of("示例文〔2026〕" + random.nextInt(99) + "号");
        try {
            int kind = known.size() < 6 ? 0 : random.nextInt(12);
            Supplier<Boolean> work = switch (kind) {
                case 0, 1, 2, 3 -> () -> open(random, day, basis);
                case 4, 5 -> () -> rename(random, day, basis);
                case 6, 7 -> () -> move(random, day, basis);
                case 8 -> () -> merge(random, day, basis);
                case 9 -> () -> split(random, day, basis);
                case 10 -> () -> close(random, day, basis);
                default -> () -> withdraw(random);
            };
            if (rehearsal.step(work)) {
                made++;
            }
        } catch (Refusal | Absent no) {
            refused++;
        }
    }

    private SiteId any(Random random) {
        return known.get(random.nextInt(known.size()));
    }

    private SiteId anyParent(Random random) {
        return known.isEmpty() || random.nextInt(4) == 0 ? sites.center() : any(random);
    }

    private static SiteName name(Random random) {
        return SiteName.of("随机示例" + random.nextInt(12) + "号");
    }

    private static @Nullable String code(Random random) {
        return random.nextBoolean() ? null : "53018109990" + random.nextInt(10);
    }

    private boolean open(Random random, LocalDate day, Basis basis) {
        Tier tier = random.nextInt(3) == 0 ? Tier.POINT : random.nextBoolean() ? Tier.STATION : Tier.INSTITUTE;
        SiteId parent = anyParent(random);
        SiteName name = name(random);
        SiteId site = sites.open(NewSite.of(name, tier, code(random), parent), day, basis);
        known.add(site);
        remember(lastAct(site), List.of(opened(site, day, name, parent)));
        return true;
    }

    private static Fact opened(SiteId site, LocalDate day, SiteName name, SiteId parent) {
        return bodies -> {
            Body body = bodies.computeIfAbsent(site, id -> new Body());
            body.opened = day;
            body.names.put(day, name.full());
            body.parents.put(day, parent);
        };
    }

    private static Fact hung(SiteId site, LocalDate day, SiteId parent) {
        return bodies -> bodies.computeIfAbsent(site, id -> new Body()).parents.put(day, parent);
    }

    private boolean rename(Random random, LocalDate day, Basis basis) {
        SiteId site = any(random);
        SiteName name = name(random);
        ActId act = sites.rename(site, name, day, basis);
        remember(
                act,
                List.of(bodies ->
                        bodies.computeIfAbsent(site, id -> new Body()).names.put(day, name.full())));
        return true;
    }

    private boolean move(Random random, LocalDate day, Basis basis) {
        SiteId site = any(random);
        SiteId parent = anyParent(random);
        ActId act = sites.move(site, parent, null, day, basis);
        remember(act, List.of(hung(site, day, parent)));
        return true;
    }

    private boolean merge(Random random, LocalDate day, Basis basis) {
        SiteId site = any(random);
        SiteId successor = any(random);
        List<SiteId> children = sites.children(site, day).stream().map(Site::id).toList();
        SiteId above = sites.get(site, day).parent();
        ActId act = sites.merge(site, successor, day, basis);
        List<Fact> all = new ArrayList<>();
        all.add(bodies -> {
            Body body = bodies.computeIfAbsent(site, id -> new Body());
            body.closed = day;
            body.successor = successor;
        });
        children.forEach(child ->
                all.add(hung(child, day, child.equals(successor) ? Objects.requireNonNull(above) : successor)));
        remember(act, all);
        return true;
    }

    private boolean split(Random random, LocalDate day, Basis basis) {
        SiteId site = any(random);
        Site before = sites.get(site, day);
        SiteName name = name(random);
        SiteId parent = Objects.requireNonNull(before.parent());
        List<SiteId> along = sites.children(site, day).stream()
                .map(Site::id)
                .filter(child -> random.nextBoolean())
                .toList();
        SiteId part = sites.split(site, NewSite.of(name, before.tier(), null, parent), along, day, basis);
        known.add(part);
        List<Fact> all = new ArrayList<>();
        all.add(opened(part, day, name, parent));
        along.forEach(child -> all.add(hung(child, day, part)));
        remember(lastAct(part), all);
        return true;
    }

    private boolean close(Random random, LocalDate day, Basis basis) {
        SiteId site = any(random);
        ActId act = sites.close(site, day, basis);
        remember(act, List.of(bodies -> bodies.computeIfAbsent(site, id -> new Body()).closed = day));
        return true;
    }

    private boolean withdraw(Random random) {
        List<ActId> acts = List.copyOf(facts.keySet());
        ActId act = acts.get(random.nextInt(acts.size()));
        sites.withdraw(act, "示例：撤回");
        facts.remove(act);
        return true;
    }

    private ActId lastAct(SiteId site) {
        return new ActId(jdbc.sql("select act from network.effect where site = :site and kind = 'OPENED'")
                .param("site", site.value())
                .query(UUID.class)
                .single());
    }

    private void remember(ActId act, List<Fact> all) {
        facts.put(act, all);
    }

    // --- comparing ---

    private void compare(Random random, String seed) {
        Map<SiteId, Body> bodies = new HashMap<>();
        facts.values().forEach(all -> all.forEach(fact -> fact.of(bodies)));
        for (int i = 0; i < 25; i++) {
            LocalDate day = tree.today().plusDays(random.nextInt(2 * DAYS + 40) - DAYS - 20);
            String at = seed + " on " + day;
            compareStates(bodies, day, at);
            compareClosure(bodies, day, at);
            assertThat(doubled(day)).as("codes that two answer for, %s", at).isEmpty();
        }
    }

    private void compareStates(Map<SiteId, Body> bodies, LocalDate day, String at) {
        for (SiteId site : known) {
            Body body = bodies.get(site);
            if (body == null || body.opened == null) {
                assertThat(sites.find(site, day))
                        .as("withdrawn %s, %s", site, at)
                        .isEmpty();
                continue;
            }
            Site found = sites.get(site, day);
            assertThat(found.openOn(day)).as("%s open, %s", site, at).isEqualTo(body.openOn(day));
            if (body.openOn(day)) {
                assertThat(found.name().full())
                        .as("%s name, %s", site, at)
                        .isEqualTo(body.names.floorEntry(day).getValue());
                assertThat(found.parent())
                        .as("%s parent, %s", site, at)
                        .isEqualTo(body.parents.floorEntry(day).getValue());
            }
        }
    }

    private void compareClosure(Map<SiteId, Body> bodies, LocalDate day, String at) {
        store.regrow(day);
        Map<UUID, Set<UUID>> closure = new HashMap<>();
        jdbc.sql("select site, ancestor from scope.closure").query(row -> {
            closure.computeIfAbsent(row.getObject("site", UUID.class), site -> new HashSet<>())
                    .add(row.getObject("ancestor", UUID.class));
        });
        for (Map.Entry<SiteId, Body> entry : bodies.entrySet()) {
            if (entry.getValue().opened == null) {
                continue;
            }
            Set<UUID> expected = new HashSet<>();
            SiteId above = entry.getKey();
            while (above != null && expected.add(above.value())) {
                Body body = bodies.get(above);
                above = body != null
                        ? body.holder(day)
                        : sites.find(above, day).map(Site::parent).orElse(null);
            }
            assertThat(closure.get(entry.getKey().value()))
                    .as("ancestors of %s, %s", entry.getKey(), at)
                    .isEqualTo(expected);
        }
    }

    private List<String> doubled(LocalDate day) {
        return jdbc.sql("""
                        select code from network.site_version
                        where code is not null and days @> :day::date group by code having count(*) > 1""")
                .param("day", day)
                .query((row, n) -> row.getString("code"))
                .list();
    }
}
