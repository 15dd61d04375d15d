package org.zhiyuan.activity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of written agreements. */
@Repository
class AgreementStore {
    private final JdbcClient jdbc;

    AgreementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Agreement agreement, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.agreement (activity, version, words, cases, at, account)
                        values (:activity, :version, :words, :cases, :at, :account)""")
                .param("activity", agreement.activity().value())
                .param("version", agreement.version())
                .param("words", agreement.words())
                .param("cases", agreement.cases().toArray(String[]::new))
                .param("at", ActivityStore.at(agreement.at()))
                .param("account", account)
                .update();
    }

    Optional<Agreement> current(UUID activity) {
        return jdbc.sql("""
                        select g.activity, g.version, g.words, g.cases, g.at from activity.agreement g
                        where g.activity = :activity order by g.version desc limit 1""")
                .param("activity", activity)
                .query((row, n) -> {
                    List<String> cases = new ArrayList<>();
                    for (Object key : (Object[]) row.getArray("cases").getArray()) {
                        cases.add(String.valueOf(key));
                    }
                    return new Agreement(
                            new ActivityId(row.getObject("activity", UUID.class)),
                            row.getInt("version"),
                            row.getString("words"),
                            cases,
                            ActivityStore.instant(row, "at"));
                })
                .optional();
    }

    void agree(
            SignUpId signUp,
            int version,
            Agreement.Party party,
            Agreement.Way way,
            Instant now,
            @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.agreed (sign_up, version, party, way, at, account)
                        values (:signUp, :version, :party, :way, :now, :account) on conflict do nothing""")
                .param("signUp", signUp.value())
                .param("version", version)
                .param("party", party.name())
                .param("way", way.name())
                .param("now", ActivityStore.at(now))
                .param("account", account)
                .update();
    }

    /** Who has said yes to a version, by sign-up. */
    Map<SignUpId, Set<Agreement.Party>> agreed(UUID activity, int version) {
        Map<SignUpId, Set<Agreement.Party>> agreed = new HashMap<>();
        jdbc.sql("""
                        select d.sign_up, d.party from activity.agreed d
                        join activity.sign_up s on s.id = d.sign_up
                        where s.activity = :activity and d.version = :version""").param("activity", activity).param("version", version).query(row -> {
            agreed.computeIfAbsent(new SignUpId(row.getObject("sign_up", UUID.class)), key -> new TreeSet<>())
                    .add(Agreement.Party.valueOf(row.getString("party")));
        });
        return agreed;
    }

    /** How many hold a seat without the word of both. */
    int missing(UUID activity, int version) {
        return jdbc.sql("""
                        select count(*) from activity.sign_up s
                        where s.activity = :activity and s.state = 'SEATED'
                          and (select count(*) from activity.agreed d
                               where d.sign_up = s.id and d.version = :version) < 2""")
                .param("activity", activity)
                .param("version", version)
                .query(Integer.class)
                .single();
    }
}
