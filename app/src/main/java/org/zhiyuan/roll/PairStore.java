package org.zhiyuan.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/** The SQL of records that are perhaps one person, and of what was decided about them. */
@Repository
class PairStore {
    private static final String COLUMNS = "id, roll, line, site, person, other, state, alias, since ";

    private final JdbcClient jdbc;

    PairStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void addAll(List<Pair> pairs) {
        jdbc.sql("""
                        insert into roll.pair (id, roll, line, site, person, other, state, since)
                        select p.id, p.roll, p.line, p.site, p.person, p.other, 'OPEN', :since
                        from unnest(cast(:ids as uuid[]), cast(:rolls as uuid[]), cast(:lines as int[]),
                                    cast(:sites as uuid[]), cast(:people as uuid[]), cast(:others as uuid[]))
                             as p (id, roll, line, site, person, other)""")
                .param("ids", pairs.stream().map(pair -> pair.id().value()).toArray(UUID[]::new))
                .param("rolls", pairs.stream().map(pair -> pair.roll().value()).toArray(UUID[]::new))
                .param("lines", pairs.stream().map(Pair::line).toArray(Integer[]::new))
                .param("sites", pairs.stream().map(pair -> pair.site().value()).toArray(UUID[]::new))
                .param(
                        "people",
                        pairs.stream().map(pair -> pair.person().value()).toArray(UUID[]::new))
                .param(
                        "others",
                        pairs.stream().map(pair -> pair.other().value()).toArray(UUID[]::new))
                .param("since", RollStore.at(pairs.getFirst().since()))
                .update();
    }

    Optional<Pair> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from roll.pair where id = :id")
                .param("id", id)
                .query(PairStore::pair)
                .optional();
    }

    Optional<Pair> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from roll.pair where id = :id for update")
                .param("id", id)
                .query(PairStore::pair)
                .optional();
    }

    List<Pair> list(Pair.State state, int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + """
                         from roll.pair where state = :state order by since desc, id desc limit :limit offset :offset""")
                .param("state", state.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(PairStore::pair)
                .list();
    }

    long count(Pair.State state) {
        return jdbc.sql("select count(*) from roll.pair where state = :state")
                .param("state", state.name())
                .query(Long.class)
                .single();
    }

    Optional<Instant> oldestOpen() {
        return jdbc.sql("select since from roll.pair where state = 'OPEN' order by since, id limit 1")
                .query((row, n) -> RollStore.instant(row, "since"))
                .optional();
    }

    void decided(UUID id, Pair.State state, @Nullable UUID alias) {
        jdbc.sql("update roll.pair set state = :state, alias = cast(:alias as uuid) where id = :id")
                .param("state", state.name())
                .param("alias", alias)
                .param("id", id)
                .update();
    }

    void addDecision(UUID id, PairId pair, Pair.Decision decision, @Nullable UUID account) {
        jdbc.sql("""
                        insert into roll.decision (id, pair, state, at, account, who, reason)
                        values (:id, :pair, :state, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("pair", pair.value())
                .param("state", decision.state().name())
                .param("at", RollStore.at(decision.at()))
                .param("account", account)
                .param("who", decision.who())
                .param("reason", decision.reason())
                .update();
    }

    List<Pair.Decision> decisions(UUID pair, int limit) {
        return jdbc.sql("""
                        select state, at, who, reason from roll.decision
                        where pair = :pair order by at desc, id desc limit :limit""")
                .param("pair", pair)
                .param("limit", limit)
                .query((row, n) -> new Pair.Decision(
                        Pair.State.valueOf(row.getString("state")),
                        RollStore.instant(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    private static Pair pair(ResultSet row, int n) throws SQLException {
        return new Pair(
                new PairId(row.getObject("id", UUID.class)),
                new RollId(row.getObject("roll", UUID.class)),
                row.getInt("line"),
                new SiteId(row.getObject("site", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                new PersonId(row.getObject("other", UUID.class)),
                Pair.State.valueOf(row.getString("state")),
                row.getObject("alias", UUID.class),
                RollStore.instant(row, "since"));
    }
}
