package org.zhiyuan.project;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.Tier;

/** The SQL of what a decree may change about projects. */
@Repository("projectRuleStore")
class RuleStore {
    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Integer> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from project.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(Integer.class)
                .optional();
    }

    void addRule(String key, LocalDate from, int value) {
        jdbc.sql("""
                        insert into project.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    Optional<Route> route(Tier tier, boolean fielded, LocalDate on) {
        return jdbc.sql("""
                        select first_organ, second_organ from project.route
                        where tier = :tier and fielded = :fielded and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("tier", tier.name())
                .param("fielded", fielded)
                .param("on", on)
                .query((row, n) -> new Route(
                        Organ.valueOf(row.getString("first_organ")), Organ.valueOf(row.getString("second_organ"))))
                .optional();
    }

    void addRoute(LocalDate from, Tier tier, boolean fielded, Route route) {
        jdbc.sql("""
                        insert into project.route (valid_from, tier, fielded, first_organ, second_organ)
                        values (:from, :tier, :fielded, :first, :second) on conflict do nothing""")
                .param("from", from)
                .param("tier", tier.name())
                .param("fielded", fielded)
                .param("first", route.first().name())
                .param("second", route.second().name())
                .update();
    }

    /** Each as it counts on a day; one that was taken back is left out. */
    List<RiskQuestion> riskQuestions(LocalDate on) {
        return jdbc.sql("""
                        select q.key, q.words, q.words_en, q.grade from (
                            select distinct on (key) key, position, words, words_en, grade from project.risk_question
                            where valid_from <= :on order by key, valid_from desc) q
                        where q.grade <> 'LOW' order by q.position""")
                .param("on", on)
                .query((row, n) -> new RiskQuestion(
                        row.getString("key"),
                        row.getString("words"),
                        row.getString("words_en"),
                        RiskGrade.valueOf(row.getString("grade"))))
                .list();
    }

    void addRiskQuestion(RiskQuestion question, LocalDate from, int position) {
        jdbc.sql("""
                        insert into project.risk_question (key, valid_from, position, words, words_en, grade)
                        values (:key, :from, :position, :words, :wordsEn, :grade) on conflict do nothing""")
                .param("key", question.key())
                .param("from", from)
                .param("position", position)
                .param("words", question.words())
                .param("wordsEn", question.wordsEn())
                .param("grade", question.grade().name())
                .update();
    }

    List<Choice> choices() {
        return jdbc.sql("select kind, key, name, name_en from project.choice order by kind, position")
                .query((row, n) -> new Choice(
                        Choice.Kind.valueOf(row.getString("kind")),
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("name_en")))
                .list();
    }

    void addChoice(Choice choice, int position) {
        jdbc.sql("""
                        insert into project.choice (kind, key, position, name, name_en)
                        values (:kind, :key, :position, :name, :nameEn) on conflict do nothing""")
                .param("kind", choice.kind().name())
                .param("key", choice.key())
                .param("position", position)
                .param("name", choice.name())
                .param("nameEn", choice.nameEn())
                .update();
    }

    List<NegativeList.Hit> negatives(LocalDate on) {
        return jdbc.sql("""
                        select kind, phrase, reason, reason_en from project.negative
                        where valid_from <= :on and (until_day is null or until_day > :on) order by kind, phrase""")
                .param("on", on)
                .query((row, n) -> new NegativeList.Hit(
                        NegativeList.Kind.valueOf(row.getString("kind")),
                        row.getString("phrase"),
                        row.getString("reason"),
                        row.getString("reason_en")))
                .list();
    }

    void addNegative(NegativeList.Hit hit, LocalDate from, @Nullable LocalDate until) {
        jdbc.sql("""
                        insert into project.negative (phrase, valid_from, until_day, kind, reason, reason_en)
                        values (:phrase, :from, :until, :kind, :reason, :reasonEn) on conflict do nothing""")
                .param("phrase", hit.phrase())
                .param("from", from)
                .param("until", until)
                .param("kind", hit.kind().name())
                .param("reason", hit.reason())
                .param("reasonEn", hit.reasonEn())
                .update();
    }
}
