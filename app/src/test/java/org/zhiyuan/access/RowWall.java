package org.zhiyuan.access;

import static java.util.Map.entry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/**
 * The second wall by itself: for one row of every table, who sees it, adds one like it, changes it, takes it away. What
 * is expected stands here in words of its own, written by hand and not read from the policies; a table with row policies
 * that is not written down here is a fault.
 */
final class RowWall {
    /** What a transaction's scope has in common with a row. */
    private record View(
            boolean all, boolean site, boolean field, boolean person, boolean account, boolean city, boolean changes) {}

    /**
     * What is expected of one table, or of some of its rows.
     *
     * @param rows which row is taken; "" for any
     * @param site the site that the row belongs to, as an expression over {@code t}; the others alike
     */
    private record Expected(
            String table,
            String rows,
            String site,
            String field,
            String person,
            String account,
            Predicate<View> see,
            Predicate<View> add,
            Predicate<View> change,
            Predicate<View> remove) {
        Expected where(String rows) {
            return new Expected(table, rows, site, field, person, account, see, add, change, remove);
        }

        Expected lies(String site, String field, String person, String account) {
            return new Expected(table, rows, site, field, person, account, see, add, change, remove);
        }

        @Override
        public String toString() {
            return table + (rows.isEmpty() ? "" : " where " + rows);
        }
    }

    private static final String NONE = "null";
    private static final Predicate<View> ANYBODY = view -> true;
    private static final Predicate<View> NOBODY = view -> false;
    private static final Predicate<View> HOUSE = View::all;
    private static final Predicate<View> CITY = view -> view.all() || view.city();
    private static final Predicate<View> OFFICE = view -> view.all() || view.site();
    private static final Predicate<View> WITHIN = view -> view.all() || view.site() || view.field();
    private static final Predicate<View> OWN = view -> view.all() || view.account();
    private static final Predicate<View> PEOPLE = WITHIN.or(View::person);

    /**
     * What the application may only read, since functions of the database keep it. They run as its owner, whom the row
     * policies bind as well: none of them writes a row unless it has opened all rows for its own work.
     */
    private static final Set<String> KEPT_BY_THE_DATABASE = Set.of("ledger.balance", "hours.day", "hours.tally");

    /** What PostgreSQL says of a row that is there already, and of one that a row policy refuses. */
    private static final String UNIQUE = "23505";

    private static final String REFUSED = "42501";

    private static Predicate<View> changing(Predicate<View> who) {
        return who.and(View::changes);
    }

    private static Expected table(
            String name, Predicate<View> see, Predicate<View> add, Predicate<View> change, Predicate<View> remove) {
        return new Expected(name, "", NONE, NONE, NONE, NONE, see, add, change, remove);
    }

    private static final String PERSONS_SITE = "(select p.site from person.person p where p.id = t.person)";
    private static final String PERSONS_FIELD = "(select p.field from person.person p where p.id = t.person)";
    private static final String ACCOUNTS_SITE = "(select a.site from access.account a where a.id = t.account)";
    private static final String VOLUNTEERS_SITE = "(select v.site from volunteer.volunteer v where v.id = t.volunteer)";
    private static final String VOLUNTEERS_PERSON =
            "(select v.person from volunteer.volunteer v where v.id = t.volunteer)";
    private static final String PROJECTS_SITE = "(select p.site from project.project p where p.id = t.project)";
    private static final String PROJECTS_FIELD = "(select p.field from project.project p where p.id = t.project)";
    private static final String PROJECTS_LEADER = "(select p.leader from project.project p where p.id = t.project)";
    private static final String PROJECTS_STATE = "(select p.state from project.project p where p.id = t.project)";
    private static final String TEAMS_SITE = "(select g.site from team.team g where g.id = t.team)";
    private static final String TEAMS_FIELD = "(select g.field from team.team g where g.id = t.team)";
    /** Somebody who leads the team today. */
    private static final String TEAMS_LEADER =
            "(select l.person from team.lead l where l.team = t.team and l.serving order by l.office limit 1)";

    private static final String ACTIVITYS_SITE = "(select a.site from activity.activity a where a.id = t.activity)";
    private static final String ACTIVITYS_FIELD = "(select a.field from activity.activity a where a.id = t.activity)";
    private static final String ENTRYS_SITE = "(select e.site from hours.entry e where e.id = t.entry)";
    private static final String ENTRYS_PERSON = "(select e.person from hours.entry e where e.id = t.entry)";
    private static final String ACTIVITYS_STATE = "(select a.state from activity.activity a where a.id = t.activity)";
    private static final String ACTIVITYS_LEADER =
            "(select a.leaders[1] from activity.activity a where a.id = t.activity)";
    private static final String CERTIFICATES_SITE =
            "(select k.site from certificate.certificate k where k.id = t.certificate)";
    /** Published, however far other tests' clocks have brought it. */
    private static final String SHOWN = "in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED')";

    private static final String CERTIFICATES_PERSON =
            "(select k.person from certificate.certificate k where k.id = t.certificate)";
    private static final String STARS_SITE = "(select k.site from reward.star k where k.id = t.star)";
    private static final String STARS_PERSON = "(select k.person from reward.star k where k.id = t.star)";
    private static final String COMPLAINTS_SITE = "(select c.site from complaint.complaint c where c.id = t.complaint)";
    private static final String COMPLAINTS_PERSON =
            "(select c.person from complaint.complaint c where c.id = t.complaint)";
    /** A branch center's own field; other sites have none. */
    private static final String SITES_FIELD = "(select s.field from network.site s where s.id = t.site)";

    private static final String ACCOUNT_SITE = "(select a.site from ledger.account a where a.id = t.account)";
    private static final String ACCOUNT_OWNER = "(select a.owner from ledger.account a where a.id = t.account)";
    private static final String TRANSFER_SITE = """
            (select a.site from ledger.account a join ledger.posting p on p.account = a.id
             where p.transfer = t.id and a.site is not null)""";
    private static final String TRANSFER_OWNER = """
            (select a.owner from ledger.account a join ledger.posting p on p.account = a.id
             where p.transfer = t.id and a.owner is not null)""";

    private static final List<Expected> EXPECTED = expected();

    private static List<Expected> expected() {
        List<Expected> all = new ArrayList<>();
        // people: those who work with them, and themselves; a neighbour never
        all.add(table("person.person", PEOPLE, changing(WITHIN), changing(PEOPLE), NOBODY)
                .where("t.field is not null and t.erased_at is null")
                .lies("t.site", "t.field", "t.id", NONE));
        all.add(table("person.key", PEOPLE, changing(PEOPLE), changing(PEOPLE), changing(PEOPLE))
                .where(PERSONS_FIELD + " is not null")
                .lies(PERSONS_SITE, PERSONS_FIELD, "t.person", NONE));
        // made by the house alone; gone with whoever is erased
        all.add(table("person.log_key", PEOPLE, changing(HOUSE), changing(HOUSE), changing(PEOPLE))
                .where(PERSONS_FIELD + " is not null")
                .lies(PERSONS_SITE, PERSONS_FIELD, "t.person", NONE));
        all.add(table("person.alias", PEOPLE, changing(WITHIN), changing(WITHIN), NOBODY)
                .lies(PERSONS_SITE, PERSONS_FIELD, "t.person", NONE));
        all.add(table("person.consent_text", ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        all.add(table("person.consent", PEOPLE, changing(PEOPLE), NOBODY, NOBODY)
                .where(PERSONS_FIELD + " is not null")
                .lies(PERSONS_SITE, PERSONS_FIELD, "t.person", NONE));
        all.add(table("person.verification", PEOPLE, changing(PEOPLE), NOBODY, NOBODY)
                .lies(PERSONS_SITE, PERSONS_FIELD, "t.person", NONE));
        // whoever looks is written down, and only as himself
        all.add(table(
                        "person.look",
                        PEOPLE.or(View::account),
                        view -> view.all() || (PEOPLE.test(view) && view.account()),
                        NOBODY,
                        NOBODY)
                .where(PERSONS_FIELD + " is not null and t.account is not null")
                .lies(PERSONS_SITE, PERSONS_FIELD, "t.person", "t.account"));
        all.add(table("person.reveal_budget", View::account, changing(View::account), changing(View::account), NOBODY)
                .lies(NONE, NONE, NONE, "t.account"));
        // messages
        all.add(table(
                        "channel.sent",
                        view -> OFFICE.test(view) || view.person() || view.account(),
                        changing(ANYBODY),
                        changing(OFFICE.or(View::person)),
                        NOBODY)
                .where("t.site is not null and t.person is not null and t.account is not null")
                .lies("t.site", NONE, "t.person", "t.account"));
        all.add(table("channel.spent", changing(ANYBODY), changing(ANYBODY), NOBODY, changing(ANYBODY)));
        all.add(table("channel.switch", ANYBODY, changing(CITY), NOBODY, NOBODY));
        all.add(table("channel.sample_message", HOUSE, HOUSE, NOBODY, HOUSE));
        // one's own work
        all.add(table("jobs.job", OWN, changing(OWN), changing(OWN), changing(HOUSE))
                .where("t.account is not null")
                .lies(NONE, NONE, NONE, "t.account"));
        all.add(table("register.import", OWN, changing(OWN), changing(OWN), NOBODY)
                .where("t.account is not null")
                .lies(NONE, NONE, NONE, "t.account"));
        all.add(table("files.file", OFFICE.or(View::account), changing(OWN), NOBODY, changing(OWN))
                .where("t.account is not null and t.site is not null")
                .lies("t.site", NONE, NONE, "t.account"));
        // what was done stays: added by whoever did it, read within the scope
        all.add(table("audit.event", WITHIN.or(View::account), OWN, NOBODY, NOBODY)
                .where("t.account is not null and t.site is not null and t.field is not null"
                        // other tests had sites of their own, which lie under none any more
                        + " and exists (select from scope.closure c where c.site = t.site)")
                .lies("t.site", "t.field", NONE, "t.account"));
        all.add(table("audit.event", OWN.or(View::city), OWN, NOBODY, NOBODY)
                .where("t.account is not null and t.site is null")
                .lies(NONE, NONE, NONE, "t.account"));
        // the books: each sees the accounts of its place, and everybody his own; whoever may change rows may post
        String known = " and exists (select from scope.closure c where c.site = %s)";
        all.add(table("ledger.account", OFFICE.or(View::person), changing(OFFICE.or(View::person)), NOBODY, NOBODY)
                .where("t.owner is not null and t.site is not null" + known.formatted("t.site"))
                .lies("t.site", NONE, "t.owner", NONE));
        all.add(table("ledger.balance", OFFICE.or(View::person), NOBODY, NOBODY, NOBODY)
                .where(ACCOUNT_OWNER + " is not null" + known.formatted(ACCOUNT_SITE))
                .lies(ACCOUNT_SITE, NONE, ACCOUNT_OWNER, NONE));
        all.add(table("ledger.posting", OFFICE.or(View::person), changing(ANYBODY), NOBODY, NOBODY)
                .where(ACCOUNT_OWNER + " is not null" + known.formatted(ACCOUNT_SITE))
                .lies(ACCOUNT_SITE, NONE, ACCOUNT_OWNER, NONE));
        all.add(table("ledger.transfer", OFFICE.or(View::person), changing(ANYBODY), NOBODY, NOBODY)
                .where("t.request = 'test.row'")
                .lies(TRANSFER_SITE, NONE, TRANSFER_OWNER, NONE));
        // the network is published; each keeps its own place and what lies below, a branch center its own
        for (String part :
                List.of("act", "effect", "site_version", "place", "opening", "special_day", "evidence", "field")) {
            boolean removable =
                    Set.of("site_version", "place", "opening", "special_day").contains(part);
            all.add(table(
                            "network." + part,
                            ANYBODY,
                            changing(WITHIN),
                            changing(WITHIN),
                            removable ? changing(WITHIN) : NOBODY)
                    .lies("t.site", SITES_FIELD, NONE, NONE));
        }
        for (String part : List.of("act_note", "evidence_detail")) {
            all.add(table("network." + part, WITHIN, changing(WITHIN), changing(WITHIN), NOBODY)
                    .lies("t.site", SITES_FIELD, NONE, NONE));
        }
        all.add(table("network.contact", ANYBODY, changing(WITHIN), changing(WITHIN), changing(WITHIN))
                .where("t.service")
                .lies("t.site", SITES_FIELD, NONE, NONE));
        all.add(table("network.contact", WITHIN, changing(WITHIN), changing(WITHIN), changing(WITHIN))
                .where("not t.service")
                .lies("t.site", SITES_FIELD, NONE, NONE));
        all.add(table("network.site", ANYBODY, changing(OFFICE), changing(WITHIN), NOBODY)
                .where("t.field is not null")
                .lies("t.id", "t.field", NONE, NONE));
        all.add(table("network.place_check", ANYBODY, changing(HOUSE), changing(HOUSE), NOBODY));
        all.add(table("network.required_post", ANYBODY, changing(HOUSE), changing(HOUSE), NOBODY));
        // units are published, and the city's own; one that was entered stays
        for (String part : List.of("unit", "unit_version", "responsibility")) {
            all.add(table(
                            "unit." + part,
                            ANYBODY,
                            changing(OFFICE),
                            changing(OFFICE),
                            part.equals("unit") ? NOBODY : changing(OFFICE))
                    .lies("t.site", NONE, NONE, NONE));
        }
        // accounts and rights
        all.add(table(
                        "access.account",
                        OFFICE.or(View::account),
                        changing(OFFICE),
                        changing(OFFICE.or(View::account)),
                        NOBODY)
                .where("t.site is not null")
                .lies("t.site", NONE, NONE, "t.id"));
        all.add(table(
                        "access.credential",
                        OFFICE.or(View::account),
                        changing(OFFICE),
                        changing(OFFICE.or(View::account)),
                        NOBODY)
                .where(ACCOUNTS_SITE + " is not null")
                .lies(ACCOUNTS_SITE, NONE, NONE, "t.account"));
        all.add(table(
                        "access.role_grant",
                        WITHIN.or(View::account),
                        changing(WITHIN).and(view -> !view.account()),
                        changing(WITHIN),
                        NOBODY)
                .where("t.field is not null")
                .lies("t.site", "t.field", NONE, "t.account"));
        for (String part : List.of("device", "backup_code")) {
            all.add(table("access." + part, OWN, changing(OWN), changing(OWN), changing(OWN))
                    .lies(NONE, NONE, NONE, "t.account"));
        }
        for (String part : List.of("attempt", "phone_code", "setup")) {
            all.add(table("access." + part, HOUSE, HOUSE, HOUSE, HOUSE));
        }
        // who holds a post: that it is held is published, by whom only where the post is
        all.add(table("staff.holding", ANYBODY, changing(WITHIN), changing(WITHIN), NOBODY)
                .where("t.field is not null")
                .lies("t.site", "t.field", NONE, NONE));
        all.add(table("staff.holder", PEOPLE, changing(WITHIN), changing(PEOPLE), NOBODY)
                .where("t.public_name is null and t.field is not null")
                .lies("t.site", "t.field", "t.person", NONE));
        all.add(table("staff.holder", ANYBODY, changing(WITHIN), changing(PEOPLE), NOBODY)
                .where("t.public_name is not null")
                .lies("t.site", "t.field", "t.person", NONE));
        all.add(table("staff.vacancy", WITHIN, changing(WITHIN), changing(WITHIN), changing(WITHIN))
                .where("t.field is not null")
                .lies("t.site", "t.field", NONE, NONE));
        all.add(table("staff.public_post", ANYBODY, changing(CITY), NOBODY, changing(CITY)));
        // the calendar is the whole city's
        for (String part : List.of("calendar_year", "special_day")) {
            all.add(table("matter." + part, ANYBODY, changing(CITY), changing(CITY), changing(CITY)));
        }
        for (String part : List.of("office_hours", "office_session")) {
            all.add(table("matter." + part, ANYBODY, changing(CITY), NOBODY, changing(CITY)));
        }
        // volunteers: those who work with them, and themselves; what is the office's word only the office says
        Predicate<View> theirs = OFFICE.or(View::person);
        all.add(table("volunteer.volunteer", theirs, changing(theirs), changing(theirs), NOBODY)
                .lies("t.site", NONE, "t.person", NONE));
        for (String part : List.of("step", "chosen", "free", "health", "guardianship", "training", "award")) {
            boolean word = Set.of("training", "award").contains(part);
            boolean removable =
                    Set.of("chosen", "free", "health", "guardianship").contains(part);
            all.add(table(
                            "volunteer." + part,
                            theirs,
                            changing(word ? OFFICE : theirs),
                            changing(part.equals("health") ? theirs : OFFICE),
                            removable ? changing(theirs) : NOBODY)
                    // one that was looked at is made for nobody who does not wait
                    .where(part.equals("guardianship") ? "t.approved_at is null" : "")
                    .lies(VOLUNTEERS_SITE, NONE, VOLUNTEERS_PERSON, NONE));
        }
        Predicate<View> own = view -> view.all() || view.person();
        all.add(table("volunteer.draft", own, changing(own), changing(own), changing(own))
                .lies(NONE, NONE, "t.person", NONE));
        for (String part : List.of("rule", "age_band", "choice")) {
            all.add(table("volunteer." + part, ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        }
        // rolls: those who take them over; from which line one came in is one's own as well
        for (String part : List.of("roll", "pair")) {
            all.add(table("roll." + part, OFFICE, changing(OFFICE), changing(OFFICE), NOBODY)
                    .where("t.site <> (select s.id from network.site s where s.number = '530181')")
                    .lies("t.site", NONE, NONE, NONE));
        }
        all.add(table("roll.line", theirs, changing(OFFICE), changing(theirs), NOBODY)
                .where("t.person is not null")
                .lies("t.site", NONE, "t.person", NONE));
        all.add(table("roll.decision", OFFICE, changing(OFFICE), NOBODY, NOBODY)
                .lies("(select p.site from roll.pair p where p.id = t.pair)", NONE, NONE, NONE));
        all.add(table("volunteer.inquiry", HOUSE, changing(HOUSE), NOBODY, changing(HOUSE)));
        all.add(table("volunteer.tally", ANYBODY, changing(HOUSE), changing(HOUSE), NOBODY));
        // projects: what is published is everybody's, all else is of whoever leads them and of the office
        all.add(table("project.project", PEOPLE, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.published_at is null and t.field is not null"
                        // from the center a field reaches everywhere
                        + " and t.site <> (select s.id from network.site s where s.number = '530181')")
                .lies("t.site", "t.field", "t.leader", NONE));
        all.add(table("project.project", ANYBODY, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.state in ('PUBLISHED', 'RECRUITING', 'RUNNING') and t.field is not null")
                .lies("t.site", "t.field", "t.leader", NONE));
        for (String part : List.of("object", "answer")) {
            all.add(table(
                            "project." + part,
                            part.equals("object") ? ANYBODY : PEOPLE,
                            changing(PEOPLE),
                            NOBODY,
                            changing(PEOPLE))
                    .where(PROJECTS_STATE + " in ('PUBLISHED', 'RECRUITING', 'RUNNING') and " + PROJECTS_FIELD
                            + " is not null")
                    .lies(PROJECTS_SITE, PROJECTS_FIELD, PROJECTS_LEADER, NONE));
        }
        all.add(table("project.object", PEOPLE, changing(PEOPLE), NOBODY, changing(PEOPLE))
                .where(PROJECTS_STATE + " = 'IDEA' and " + PROJECTS_FIELD + " is not null")
                .lies(PROJECTS_SITE, PROJECTS_FIELD, PROJECTS_LEADER, NONE));
        for (String part : List.of("step", "appeal", "hit", "mid_review", "report")) {
            all.add(table(
                            "project." + part,
                            PEOPLE,
                            changing(PEOPLE),
                            changing(part.equals("report") ? PEOPLE : WITHIN),
                            NOBODY)
                    .where(PROJECTS_STATE + " in ('PUBLISHED', 'RECRUITING', 'RUNNING') and " + PROJECTS_FIELD
                            + " is not null")
                    .lies(PROJECTS_SITE, PROJECTS_FIELD, PROJECTS_LEADER, NONE));
        }
        // judging is the office's
        for (String part : List.of("review", "appeal_decision", "evaluation")) {
            all.add(table("project." + part, PEOPLE, changing(WITHIN), NOBODY, NOBODY)
                    .where(PROJECTS_STATE + " in ('PUBLISHED', 'RECRUITING', 'RUNNING') and " + PROJECTS_FIELD
                            + " is not null")
                    .lies(PROJECTS_SITE, PROJECTS_FIELD, PROJECTS_LEADER, NONE));
        }
        all.add(table("project.outcome", ANYBODY, changing(ANYBODY), changing(ANYBODY), NOBODY)
                .where(PROJECTS_STATE + " in ('PUBLISHED', 'RECRUITING', 'RUNNING') and " + PROJECTS_FIELD
                        + " is not null")
                .lies(PROJECTS_SITE, PROJECTS_FIELD, PROJECTS_LEADER, NONE));
        all.add(table("project.counter", ANYBODY, changing(ANYBODY), changing(ANYBODY), NOBODY));
        for (String part : List.of("rule", "route", "risk_question", "choice", "negative")) {
            all.add(table("project." + part, ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        }
        // teams: published, with who leads them; who belongs is seen by himself, by whoever leads, by the office there
        for (String part : List.of("rule", "level", "kind", "alliance")) {
            all.add(table("team." + part, ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        }
        all.add(table("team.team", ANYBODY, changing(WITHIN), changing(WITHIN), NOBODY)
                .where("t.about = '测试'")
                .lies("t.site", "t.field", NONE, NONE));
        String planted = "t.team in (select g.id from team.team g where g.about = '测试')";
        all.add(table("team.allied", ANYBODY, changing(WITHIN), changing(WITHIN), NOBODY)
                .where(planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        // a captain is the office's word, a deputy also the captain's; everybody may stop leading
        all.add(table("team.lead", ANYBODY, changing(WITHIN), changing(PEOPLE), NOBODY)
                .where("t.office = 'CAPTAIN' and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, "t.person", NONE));
        all.add(table("team.lead", ANYBODY, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.office = 'DEPUTY' and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        all.add(table("team.stand_in", ANYBODY, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where(planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        all.add(table("team.membership", PEOPLE, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.word is null and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, "t.person", NONE));
        all.add(table("team.membership", PEOPLE, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.word is null and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        // nobody says for another that he belongs: neither the office, on a page, nor whoever leads
        all.add(table(
                        "team.membership",
                        PEOPLE,
                        changing(View::all).or(changing(View::person)),
                        changing(PEOPLE),
                        NOBODY)
                .where("t.word = 'WEB' and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, "t.person", NONE));
        all.add(table("team.membership", PEOPLE, changing(HOUSE), changing(PEOPLE), NOBODY)
                .where("t.word = 'WEB' and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        all.add(table("team.membership", PEOPLE, changing(WITHIN), changing(PEOPLE), NOBODY)
                .where("t.word = 'COUNTER' and " + planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        String membersTeam = "(select m.team from team.membership m where m.id = t.membership)";
        all.add(table("team.step", PEOPLE, changing(PEOPLE), NOBODY, NOBODY)
                .where("t.who = '测试'")
                .lies(
                        "(select g.site from team.team g where g.id = " + membersTeam + ")",
                        "(select g.field from team.team g where g.id = " + membersTeam + ")",
                        "(select m.person from team.membership m where m.id = t.membership)",
                        NONE));
        all.add(table("team.message", PEOPLE, changing(PEOPLE), NOBODY, NOBODY)
                .where(planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        String messagesTeam = "(select m.team from team.message m where m.id = t.message)";
        all.add(table("team.delivery", PEOPLE, changing(HOUSE), NOBODY, NOBODY)
                .lies(
                        "(select g.site from team.team g where g.id = " + messagesTeam + ")",
                        "(select g.field from team.team g where g.id = " + messagesTeam + ")",
                        "(select l.person from team.lead l where l.serving and l.office = 'CAPTAIN' and l.team = "
                                + messagesTeam + ")",
                        NONE));
        all.add(table("team.balance", PEOPLE, changing(HOUSE), changing(HOUSE), NOBODY)
                .where(planted)
                .lies(TEAMS_SITE, TEAMS_FIELD, TEAMS_LEADER, NONE));
        all.add(table("team.kin", own, changing(own), changing(own), NOBODY).lies(NONE, NONE, "t.person", NONE));
        // activities: a draft is of whoever leads it and of the office, what is published is everybody's; one's own
        // word is
        // one's own, and seen by those who hold the activity
        all.add(table("activity.activity", PEOPLE, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.state = 'DRAFT' and t.field is not null"
                        // from the center a field reaches everywhere
                        + " and t.site <> (select s.id from network.site s where s.number = '530181')")
                .lies("t.site", "t.field", "t.leaders[1]", NONE));
        all.add(table("activity.activity", ANYBODY, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where("t.state " + SHOWN + " and t.field is not null")
                .lies("t.site", "t.field", "t.leaders[1]", NONE));
        for (String part : List.of("post", "insurance", "agreement", "result", "photo", "step")) {
            boolean kept = Set.of("agreement", "photo", "step").contains(part);
            all.add(table(
                            "activity." + part,
                            part.equals("step") ? PEOPLE : ANYBODY,
                            changing(PEOPLE),
                            kept ? NOBODY : changing(PEOPLE),
                            Set.of("post", "photo").contains(part) ? changing(PEOPLE) : NOBODY)
                    .where(ACTIVITYS_STATE + " " + SHOWN + " and " + ACTIVITYS_FIELD + " is not null")
                    .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, ACTIVITYS_LEADER, NONE));
        }
        all.add(table("activity.sign_up", PEOPLE, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .where(ACTIVITYS_STATE + " " + SHOWN + " and " + ACTIVITYS_FIELD + " is not null")
                .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, "t.person", NONE));
        all.add(table("activity.incident", PEOPLE, changing(PEOPLE), changing(WITHIN), NOBODY)
                .where(ACTIVITYS_STATE + " " + SHOWN + " and " + ACTIVITYS_FIELD + " is not null")
                .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, "t.person", NONE));
        for (String part : List.of("sign_up_step", "agreed", "telling", "excuse")) {
            String of =
                    "(select a.%s from activity.activity a join activity.sign_up s on s.activity = a.id where s.id = t.sign_up)";
            all.add(table(
                            "activity." + part,
                            PEOPLE,
                            changing(PEOPLE),
                            switch (part) {
                                case "telling" -> changing(HOUSE);
                                case "excuse" -> changing(PEOPLE);
                                default -> NOBODY;
                            },
                            NOBODY)
                    .where(of.formatted("state") + " " + SHOWN + " and " + of.formatted("field") + " is not null")
                    .lies(
                            of.formatted("site"),
                            of.formatted("field"),
                            "(select s.person from activity.sign_up s where s.id = t.sign_up)",
                            NONE));
        }
        for (String part : List.of("rule", "agreement_case")) {
            all.add(table("activity." + part, ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        }
        all.add(table("activity.feed", own, changing(own), changing(own), changing(own))
                .lies(NONE, NONE, "t.person", NONE));
        // who was there: those who hold the activity, and oneself; what the codes are made with, only the former
        Predicate<View> held = WITHIN;
        all.add(table("presence.rule", ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        all.add(table("presence.secret", held, changing(held), NOBODY, NOBODY)
                .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, NONE, NONE));
        all.add(table("presence.event", PEOPLE, changing(PEOPLE), NOBODY, NOBODY)
                .where("t.way = 'CODE'")
                .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, "t.person", NONE));
        all.add(table("presence.event", PEOPLE, changing(held), NOBODY, NOBODY)
                .where("t.way = 'LEADER'")
                .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, "t.person", NONE));
        all.add(table("presence.presence", PEOPLE, changing(PEOPLE), changing(PEOPLE), NOBODY)
                .lies(ACTIVITYS_SITE, ACTIVITYS_FIELD, "t.person", NONE));
        all.add(table("presence.unsettled", HOUSE, View::changes, NOBODY, changing(HOUSE)));
        all.add(table("presence.miss", own, changing(own), NOBODY, changing(HOUSE))
                .lies(NONE, NONE, "t.person", NONE));
        // hours: the office of the activity's place, and whose they are; what a volunteer asks is his own word
        all.add(table("hours.rule_pack", ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        all.add(table("hours.occasion", ANYBODY, changing(OFFICE), NOBODY, NOBODY)
                .where("t.starts < '2020-01-01Z'")
                .lies("t.site", NONE, NONE, NONE));
        all.add(table("hours.entry", OFFICE.or(View::person), changing(OFFICE), changing(OFFICE), NOBODY)
                .where("t.reason = '测试' and t.began < '2020-01-01Z'")
                .lies("t.site", NONE, "t.person", NONE));
        for (String part : List.of("finding", "step", "approval")) {
            all.add(table("hours." + part, OFFICE.or(View::person), changing(OFFICE), NOBODY, NOBODY)
                    .where("t.at = '2019-03-01Z'")
                    .lies(ENTRYS_SITE, NONE, ENTRYS_PERSON, NONE));
        }
        all.add(table("hours.reversal", OFFICE.or(View::person), changing(OFFICE), changing(OFFICE), NOBODY)
                .where("t.asked_at = '2019-03-01Z'")
                .lies(ENTRYS_SITE, NONE, ENTRYS_PERSON, NONE));
        all.add(table(
                        "hours.petition",
                        OFFICE.or(View::person),
                        changing(OFFICE.or(View::person)),
                        changing(OFFICE),
                        NOBODY)
                .where("t.at = '2019-03-01Z'")
                .lies(ENTRYS_SITE, NONE, ENTRYS_PERSON, NONE));
        all.add(table("hours.arrived", HOUSE, View::changes, NOBODY, changing(HOUSE)));
        for (String part : List.of("day", "tally")) {
            all.add(table("hours." + part, HOUSE, NOBODY, NOBODY, NOBODY));
        }
        // certificates: the issuing place and the holder; what the public page says is everybody's
        all.add(table("certificate.application", theirs, changing(theirs), changing(theirs), NOBODY)
                .lies("t.site", NONE, "t.person", NONE));
        all.add(table("certificate.certificate", theirs, changing(OFFICE), changing(theirs), NOBODY)
                .lies("t.site", NONE, "t.person", NONE));
        all.add(table("certificate.line", theirs, changing(OFFICE), NOBODY, NOBODY)
                .lies(CERTIFICATES_SITE, NONE, CERTIFICATES_PERSON, NONE));
        all.add(table("certificate.revocation", theirs, changing(OFFICE), changing(OFFICE), NOBODY)
                .lies(CERTIFICATES_SITE, NONE, CERTIFICATES_PERSON, NONE));
        all.add(table("certificate.shown", ANYBODY, changing(OFFICE), changing(theirs), NOBODY)
                .lies(CERTIFICATES_SITE, NONE, CERTIFICATES_PERSON, NONE));
        all.add(table("certificate.rule", ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        // stars: the place and whose they are; anybody objects to what is told in public, and who would have the star
        // does
        // not read it
        String planted2999 = "t.star in (select k.id from reward.star k where k.number like 'X2999-%')";
        for (String part : List.of("scheme", "grade")) {
            all.add(table("reward." + part, ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        }
        all.add(table("reward.star", theirs, changing(theirs), changing(theirs), NOBODY)
                .where("t.number = 'X2999-000001'")
                .lies("t.site", NONE, "t.person", NONE));
        all.add(table("reward.step", theirs, changing(theirs), NOBODY, NOBODY)
                .where(planted2999)
                .lies(STARS_SITE, NONE, STARS_PERSON, NONE));
        all.add(table("reward.notice", ANYBODY, changing(OFFICE), NOBODY, changing(theirs))
                .where(planted2999)
                .lies(STARS_SITE, NONE, STARS_PERSON, NONE));
        all.add(table("reward.objection", theirs, changing(own), changing(OFFICE), NOBODY)
                .where("t.person is not null and " + planted2999)
                .lies(STARS_SITE, NONE, "t.person", NONE));
        all.add(table("reward.objection", OFFICE, View::changes, changing(OFFICE), NOBODY)
                .where("t.person is null and " + planted2999)
                .lies(STARS_SITE, NONE, STARS_PERSON, NONE));
        all.add(table("reward.revocation", theirs, changing(OFFICE), changing(OFFICE), NOBODY)
                .where(planted2999)
                .lies(STARS_SITE, NONE, STARS_PERSON, NONE));
        all.add(table("reward.unnamed", own, changing(own), NOBODY, changing(own))
                .lies(NONE, NONE, "t.person", NONE));
        // notices: whoever acts tells whom it concerns; read by him alone
        for (String part : List.of("rule", "kind")) {
            all.add(table(
                    "notice." + part,
                    ANYBODY,
                    changing(HOUSE),
                    part.equals("kind") ? changing(HOUSE) : NOBODY,
                    NOBODY));
        }
        all.add(table("notice.notice", own, changing(ANYBODY), changing(own), changing(own))
                .where("t.href = '/test'")
                .lies(NONE, NONE, "t.person", NONE));
        all.add(table("notice.outbox", HOUSE, View::changes, changing(HOUSE), changing(HOUSE)));
        for (String part : List.of("preference", "quiet")) {
            all.add(table("notice." + part, own, changing(own), changing(own), changing(own))
                    .lies(NONE, NONE, "t.person", NONE));
        }
        // complaints: written by the house for whoever holds the receipt; read by him and by the office where it lies
        for (String part : List.of("rule", "topic")) {
            all.add(table("complaint." + part, ANYBODY, changing(HOUSE), NOBODY, NOBODY));
        }
        all.add(table("complaint.counter", HOUSE, changing(HOUSE), changing(HOUSE), NOBODY));
        all.add(table("complaint.complaint", theirs, changing(HOUSE), changing(theirs), NOBODY)
                .where("t.number like 'T2020-%'")
                .lies("t.site", NONE, "t.person", NONE));
        // whom it is about sees nothing, though the place is his own
        Predicate<View> notAbout = view -> view.all() || (view.site() && !view.account());
        all.add(table("complaint.complaint", notAbout, changing(HOUSE), changing(notAbout), NOBODY)
                .where("t.number = 'T2019-000002'")
                .lies("t.site", NONE, NONE, "t.accounts[1]"));
        all.add(table("complaint.reply", theirs, changing(OFFICE), NOBODY, NOBODY)
                .where("t.who = '测试'")
                .lies(COMPLAINTS_SITE, NONE, COMPLAINTS_PERSON, NONE));
        all.add(table("complaint.appeal", theirs, changing(HOUSE), changing(theirs), NOBODY)
                .where("t.words = '测试申诉'")
                .lies(COMPLAINTS_SITE, NONE, COMPLAINTS_PERSON, NONE));
        all.add(table("complaint.step", theirs, changing(theirs), NOBODY, NOBODY)
                .where("t.at = '2020-01-01Z'")
                .lies(COMPLAINTS_SITE, NONE, COMPLAINTS_PERSON, NONE));
        return List.copyOf(all);
    }

    private static String ofAComplaint(String columns, String values, String number) {
        return "insert into complaint." + columns + " select " + values
                + " from complaint.complaint t where t.number like '" + number + "' order by t.id limit 1";
    }

    private static String ofAnEntry(String columns, String values) {
        return "insert into hours." + columns + " select " + values
                + " from hours.entry t where t.reason = '测试' and t.began < '2020-01-01Z' order by t.id limit 1";
    }

    /** Rows for tables that the sample leaves empty, or without what is asked above. */
    private static final Map<String, String> PLANTED = Map.ofEntries(
            entry("person.log_key", """
                    insert into person.log_key (person, ring_key, wrapped, wrapped_at)
                    select p.id, k.ring_key, k.wrapped, '2020-01-01Z'
                    from person.person p join person.key k on k.person = p.id where p.field is not null limit 1"""),
            entry("person.alias", """
                    insert into person.alias (id, alias, person, since, reason)
                    select gen_random_uuid(), a.id, b.id, '2026-01-01Z', '测试'
                    from person.person a join person.person b on a.site = b.site and a.field = b.field and a.id < b.id
                    where a.field is not null limit 1"""),
            entry("person.consent", """
                    insert into person.consent (id, person, purpose, version, given, at, channel)
                    select gen_random_uuid(), p.id, c.purpose, c.version, false, '2026-01-01Z', 'PAPER'
                    from person.person p, person.consent_text c where p.field is not null limit 1"""),
            entry("person.verification", """
                    insert into person.verification (id, person, identity_version, document, day, at, account, verifier)
                    select gen_random_uuid(), p.id, 1, 'IDENTITY_CARD', '2026-01-01', '2026-01-01Z', gen_random_uuid(), '测试'
                    from person.person p where p.field is not null limit 1"""),
            entry("person.look", """
                    insert into person.look (id, person, at, kind, reason, account, looker, role)
                    select gen_random_uuid(), p.id, '2026-01-01Z', 'OPENED', '', gen_random_uuid(), '测试', ''
                    from person.person p where p.field is not null limit 1"""),
            entry("channel.sent", """
                    insert into channel.sent (id, at, template, text, masked, reference, person, site, account, state, attempts, settled_at)
                    select gen_random_uuid(), '2026-01-01Z', 'test', '测试', '***********', decode(repeat('00', 32), 'hex'),
                           p.id, p.site, gen_random_uuid(), 'TAKEN', 1, '2026-01-01Z'
                    from person.person p where p.field is not null limit 1"""),
            entry(
                    "channel.spent",
                    "insert into channel.spent (kind, key, at) values ('origin', 'test', '2020-01-01Z')"),
            entry("channel.switch", """
                    insert into channel.switch (id, at, stopped, reason)
                    values (gen_random_uuid(), '2020-01-01Z', false, '测试')"""),
            entry("channel.sample_message", """
                    insert into channel.sample_message (id, at, masked, text)
                    values (gen_random_uuid(), '2020-01-01Z', '***********', '测试')"""),
            entry("jobs.job", """
                    insert into jobs.job (id, kind, subject, asker_kind, account, asked_by, role, origin, request_id, english,
                        state, message, attempts_max, asked_at, ended_at, href)
                    values (gen_random_uuid(), 'test.row', gen_random_uuid(), 'STAFF', gen_random_uuid(), '测试', '', '', '',
                        false, 'DONE', '', 1, '2026-01-01Z', '2026-01-01Z', '')"""),
            entry("register.import", """
                    insert into register.import (id, kind, file, file_name, day, document, reason, state, account, uploader, uploaded_at)
                    values (gen_random_uuid(), 'UNITS', gen_random_uuid(), 'x', '2026-01-01', '测试', '', 'REFUSED',
                        gen_random_uuid(), '测试', '2026-01-01Z')"""),
            entry("network.special_day", """
                    insert into network.special_day (site, day, spans)
                    select id, '2019-01-01', '{}' from network.site where field is not null limit 1"""),
            entry("network.contact", """
                    insert into network.contact (id, site, label, phone, service, position)
                    select gen_random_uuid(), id, '测试', '0871-0000000', false, 20
                    from network.site where field is not null limit 1"""),
            entry("network.evidence", """
                    insert into network.evidence (id, site, key, day)
                    select gen_random_uuid(), id, 'test', '2019-01-01' from network.site where field is not null limit 1"""),
            entry("network.evidence_detail", """
                    insert into network.evidence_detail (evidence, site, shown, recorder, recorded_at)
                    select id, site, '测试', '测试', '2026-01-01Z' from network.evidence where key = 'test' limit 1"""),
            entry("files.file", """
                    insert into files.file (id, name, kind, size_bytes, sha256, content, purpose, account, site, kept_at)
                    select gen_random_uuid(), 'x', 'CSV', 1, decode(repeat('00', 32), 'hex'), '\\x00', 'test.row', gen_random_uuid(),
                           id, '2026-01-01Z'
                    from network.site limit 1"""),
            entry("audit.event", """
                    insert into audit.event (id, actor_kind, account, actor_name, role, origin, request_id, what, label, label_values,
                        object_kind, object_id, site, field, fields, before, after, reason, result)
                    select gen_random_uuid(), 'STAFF', gen_random_uuid(), '测试', '', '', '', 'test.row', '测试', '[]', '', '',
                        s.id, s.field, '{}', '', '', '', 'ALLOWED'
                    from (select id, field from network.site where field is not null
                          union all select null, null) s"""),
            entry("ledger.account", """
                    do $$
                    declare
                        asked constant uuid := gen_random_uuid();
                        pool  constant uuid := gen_random_uuid();
                        own   constant uuid := gen_random_uuid();
                    begin
                        insert into ledger.book (key, unit, log_key, opened_at)
                        values ('row_wall', 'MINUTE', sha256('x'), '2026-01-01Z');
                        insert into ledger.account (id, book, kind, owner, site, floored, opened_at)
                        values (pool, 'row_wall', 'issue', null, null, false, '2026-01-01Z');
                        insert into ledger.account (id, book, kind, owner, site, floored, opened_at)
                        select own, 'row_wall', 'volunteer', gen_random_uuid(), id, true, '2026-01-01Z'
                        from network.site where number = '530181009205';
                        insert into ledger.request (key, digest, transfer, at)
                        values ('test.row', sha256('x'), asked, '2026-01-01Z');
                        insert into ledger.transfer (id, request, kind, rule, evidence, actor, lines, at)
                        values (asked, 'test.row', 'test.row', '', '', 'system:test', 2, '2026-01-01Z');
                        insert into ledger.posting (transfer, line, account, amount)
                        values (asked, 1, pool, -1), (asked, 2, own, 1);
                    end $$"""),
            entry("access.device", """
                    insert into access.device (id, account, token, label, origin, first_seen_at, last_seen_at)
                    select gen_random_uuid(), id, uuid_send(gen_random_uuid()), 'x', 'x', '2026-01-01Z', '2026-01-01Z'
                    from access.account where site is not null limit 1"""),
            entry("access.backup_code", """
                    insert into access.backup_code (account, code)
                    select id, '\\x00' from access.account where site is not null limit 1"""),
            entry("access.attempt", """
                    insert into access.attempt (id, subject, at) values (gen_random_uuid(), '\\x00', '2020-01-01Z')"""),
            entry("access.phone_code", """
                    insert into access.phone_code (phone, code, sent_at)
                    values (uuid_send(gen_random_uuid()), '\\x00', '2020-01-01Z')"""),
            entry("access.setup", """
                    insert into access.setup (code, made_at, done_at) values ('\\x00', '2020-01-01Z', '2020-01-01Z')
                    on conflict do nothing"""),
            entry("staff.holder", """
                    update staff.holder set public_name = '示例公开'
                    where holding = (select holding from staff.holder where field is not null order by holding limit 1)"""),
            entry("team.team", """
                    do $$
                    declare
                        team   constant uuid := gen_random_uuid();
                        here   uuid;
                        led    uuid;
                        deputy uuid := gen_random_uuid();
                        member uuid;
                        of_all uuid[];
                    begin
                        select array_agg(v.id) into of_all from (
                            select id from volunteer.volunteer where number like 'ZZ%' order by number limit 5) v;
                        select id into here from network.site where number = '530181009205';
                        insert into team.team (id, number, name, level, level_position, kind, site, field, about, founded_on)
                        select team, 'ZY00001', '示例试验队', l.key, l.position, (select min(key) from team.kind), here, 'law',
                               '测试', '2020-01-01'
                        from team.level l order by l.position desc limit 1;
                        insert into team.lead (id, team, person, volunteer, office, days, serving, checked_years, at)
                        select case v.id when of_all[1] then gen_random_uuid() else deputy end, team, v.person, v.id,
                               case v.id when of_all[1] then 'CAPTAIN' else 'DEPUTY' end, '[2020-01-01,)', true, 18, '2020-01-01Z'
                        from volunteer.volunteer v where v.id in (of_all[1], of_all[2]);
                        insert into team.allied (id, alliance, team, days)
                        select gen_random_uuid(), min(key), team, '[2020-01-01,)' from team.alliance;
                        insert into team.stand_in (id, team, lead, days, at)
                        values (gen_random_uuid(), team, deputy, '[2020-01-01,2020-02-01)', '2020-01-01Z');
                        insert into team.membership (id, team, volunteer, person, state, since, word, word_at, due)
                        select gen_random_uuid(), team, v.id, v.person,
                               case v.id when of_all[3] then 'INVITED' else 'MEMBER' end, '2020-01-01Z',
                               case v.id when of_all[4] then 'WEB' when of_all[5] then 'COUNTER' end,
                               case when v.id <> of_all[3] then timestamptz '2020-01-01Z' end,
                               case v.id when of_all[3] then timestamptz '9999-01-01Z' end
                        from volunteer.volunteer v where v.id in (of_all[3], of_all[4], of_all[5]);
                        select id into member from team.membership m where m.team = (select g.id from team.team g where g.number = 'ZY00001') and m.word = 'WEB';
                        insert into team.step (id, membership, state, cause, at, who, reason)
                        values (gen_random_uuid(), member, 'MEMBER', 'APPROVED', '2020-01-01Z', '测试', '');
                        insert into team.message (id, team, text, at, who)
                        values (deputy, team, '测试', '2020-01-01Z', '测试');
                        insert into team.delivery (message, membership, sent, at)
                        values (deputy, member, true, '2020-01-01Z');
                        insert into team.balance (team, counted_at, members, active, dormant, skills, ages)
                        values (team, '2020-01-01Z', 2, 0, 0, '{}', '{}');
                        insert into team.kin (id, family, volunteer, person, word, word_at)
                        select gen_random_uuid(), gen_random_uuid(), v.id, v.person, 'SELF', '2020-01-01Z'
                        from volunteer.volunteer v where v.id = of_all[1];
                    end $$"""),
            entry("volunteer.health", """
                    insert into volunteer.health (volunteer, words, since)
                    select id, '\\x00', '2026-01-01Z' from volunteer.volunteer where number like 'ZZ%' order by number limit 1"""),
            entry("volunteer.training", """
                    insert into volunteer.training (id, volunteer, name, content, minutes, organiser, day, passed, at)
                    select gen_random_uuid(), id, '测试', '测试', 60, '测试', '2026-01-01', true, '2026-01-01Z'
                    from volunteer.volunteer where number like 'ZZ%' order by number limit 1"""),
            entry("volunteer.award", """
                    insert into volunteer.award (id, volunteer, name, day, body, at)
                    select gen_random_uuid(), id, '测试', '2026-01-01', '测试', '2026-01-01Z'
                    from volunteer.volunteer where number like 'ZZ%' order by number limit 1"""),
            entry("volunteer.inquiry", """
                    insert into volunteer.inquiry (id, words, at) values (gen_random_uuid(), '\\x00', '2999-01-01Z')"""),
            entry("volunteer.draft", """
                    insert into volunteer.draft (person, words, at)
                    select person, '\\x00', '2020-01-01Z' from volunteer.volunteer where number like 'ZZ%' order by number limit 1"""),
            entry("presence.secret", """
                    insert into presence.secret (activity, words, at)
                    select id, '\\x00', '2026-01-01Z' from activity.activity where field is not null and number like 'A2020-%'
                    order by number limit 1"""),
            entry("presence.event", """
                    insert into presence.event (id, activity, volunteer, person, kind, way, at, received_at, verdict, who, reason)
                    select gen_random_uuid(), a.id, v.id, v.person, 'IN', w.way, '2026-01-01Z', '2026-01-01Z', 'COUNTED', '', '测试'
                    from (select id from activity.activity where field is not null and number like 'A2020-%' order by number limit 1) a,
                         (select id, person from volunteer.volunteer where number like 'ZZ%' order by number limit 1) v,
                         (values ('CODE'), ('LEADER')) w (way)"""),
            entry("presence.presence", """
                    insert into presence.presence (id, activity, volunteer, person, ordinal, day, pair, in_event, in_at, way, standing,
                        changed_at)
                    select gen_random_uuid(), e.activity, e.volunteer, e.person, 1, '2026-01-01', 1, e.id, e.at, e.way, 'OPEN',
                           e.at
                    from presence.event e where e.way = 'LEADER' and e.reason = '测试' limit 1"""),
            // on a day on which no job takes it away
            entry("presence.unsettled", """
                    insert into presence.unsettled (id, volunteer, since)
                    select gen_random_uuid(), id, '2999-01-01Z' from volunteer.volunteer where number like 'ZZ%'
                    order by number limit 1"""),
            entry("presence.miss", """
                    insert into presence.miss (id, activity, volunteer, person, at)
                    select gen_random_uuid(), a.id, v.id, v.person, '2020-01-01Z'
                    from (select id from activity.activity limit 1) a,
                         (select id, person from volunteer.volunteer where number like 'ZZ%' order by number limit 1) v"""),
            entry(
                    "hours.finding",
                    ofAnEntry(
                            "finding (entry, rule, hard, words, at)",
                            "t.id, 'FD2', false, '{\"text\":\"测试\",\"values\":[]}', '2019-03-01Z'")),
            entry(
                    "hours.step",
                    ofAnEntry(
                            "step (id, entry, state, at, who, reason)",
                            "gen_random_uuid(), t.id, 'REFUSED', '2019-03-01Z', '', ''")),
            entry(
                    "hours.approval",
                    ofAnEntry(
                            "approval (id, entry, account, unit, at)",
                            "gen_random_uuid(), t.id, gen_random_uuid(), t.site, '2019-03-01Z'")),
            entry(
                    "hours.reversal",
                    ofAnEntry(
                            "reversal (entry, reason, asked_by, asked_who, asked_at)",
                            "t.id, '测试测试', gen_random_uuid(), '测试', '2019-03-01Z'")),
            entry(
                    "hours.petition",
                    ofAnEntry(
                            "petition (id, entry, kind, words, at, due)",
                            "gen_random_uuid(), t.id, 'APPEAL', '测试测试', '2019-03-01Z', '2019-03-08Z'")),
            entry(
                    "hours.arrived",
                    // on a day on which no job takes it away
                    "insert into hours.arrived (id, presence, at) values (gen_random_uuid(), gen_random_uuid(), '2999-03-01Z')"),
            // the database keeps its sums by itself: one credited entry makes both
            entry("hours.tally", """
                    do $$
                    declare
                        made uuid := gen_random_uuid();
                    begin
                        insert into ledger.account (id, book, kind, owner, site, floored, opened_at)
                        values (made, 'hours', 'test_row', null, null, false, '2019-03-01Z');
                        insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way, class,
                            witness, recorded_at, taken_at, years, rule_pack, present_minutes, minutes, tier, state, reason, account)
                        select made, made, o.activity, o.site, v.id, v.person, '2019-03-01', 1, o.starts, o.ends, 'CODE', 'ORDINARY',
                            gen_random_uuid(), o.ends, o.ends, 40, (select min(version) from hours.rule_pack), 120, 120, 0,
                            'COMPUTED', '', made
                        from hours.occasion o join volunteer.volunteer v on v.person <> all (o.leaders)
                        where o.starts < '2020-01-01Z' and v.number like 'ZZ%' order by o.activity, v.number limit 1;
                        update hours.entry set state = 'VALID', transfer = made, told_at = '2019-03-01Z' where id = made;
                    end $$"""),
            entry("project.object", """
                    insert into project.object (project, key)
                    select id, 'other' from project.project where state = 'IDEA' and field is not null limit 1"""),
            entry("project.answer", projects("answer (project, question)", "id, 'test'")),
            entry(
                    "project.hit",
                    projects(
                            "hit (project, round, phrase, reason, reason_en, statement)",
                            "id, 1, 'test', '测试', 'test', '测试测试'")),
            entry(
                    "project.appeal",
                    projects(
                            "appeal (project, round, words, at, account)",
                            "id, 40, '测试测试', '2026-01-01Z', gen_random_uuid()")),
            entry(
                    "project.appeal_decision",
                    projects(
                            "appeal_decision (project, round, upheld, reason, at, account, who)",
                            "id, 40, false, '测试测试', '2026-01-01Z', gen_random_uuid(), '测试'")),
            entry(
                    "project.outcome",
                    projects(
                            "outcome (project, source, day, volunteers, minutes, reached, result, at)",
                            "id, gen_random_uuid(), '2026-01-01', 0, 0, 0, '', '2026-01-01Z'")),
            entry(
                    "project.mid_review",
                    projects(
                            "mid_review (id, project, going, words, at, account)",
                            "gen_random_uuid(), id, 'AS_PLANNED', '', '2026-01-01Z', gen_random_uuid()")),
            entry(
                    "project.report",
                    projects(
                            "report (project, activities, days, turns, minutes, reached, achieved, undone, confirmed_at, account, who)",
                            "id, 0, 0, 0, 0, 0, '测试测试', '无', '2026-01-01Z', gen_random_uuid(), '测试'")),
            entry(
                    "project.evaluation",
                    projects(
                            "evaluation (project, verdict, reason, at, account, who)",
                            "id, 'MET', '测试测试', '2026-01-01Z', gen_random_uuid(), '测试'")),
            entry(
                    "activity.insurance",
                    activities(
                            "insurance (id, activity, insurer, contract, covers, first_day, last_day, at)",
                            "gen_random_uuid(), a.id, '测试', 'test', '测试', '2020-01-01', '2020-01-02', '2026-01-01Z'")),
            entry(
                    "activity.agreement",
                    activities(
                            "agreement (activity, version, words, cases, at)",
                            "a.id, 1, '测试', '{asked}', '2026-01-01Z'")),
            entry("activity.agreed", """
                    insert into activity.agreed (sign_up, version, party, way, at)
                    select s.id, 1, 'VOLUNTEER', 'PAPER', '2026-01-01Z' from activity.sign_up s
                    join activity.activity a on a.id = s.activity
                    where a.state in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED') and a.field is not null order by a.state <> 'ENROLLING', a.number limit 1"""),
            entry("activity.excuse", """
                    insert into activity.excuse (sign_up, words, at, due)
                    select s.id, '测试测试', '2020-01-01Z', '2999-01-01Z' from activity.sign_up s
                    join activity.activity a on a.id = s.activity
                    where a.state in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED') and a.field is not null order by a.state <> 'ENROLLING', a.number limit 1"""),
            // in a year of which no job hears; one on its way, and one that is told of
            entry("reward.notice", """
                    do $$
                    declare
                        first  constant uuid := gen_random_uuid();
                        told   constant uuid := gen_random_uuid();
                        of_all uuid[];
                    begin
                        select array_agg(v.id) into of_all from (
                            select id from volunteer.volunteer
                            where number like 'ZZ%' and site <> (select s.id from network.site s where s.number = '530181')
                            order by number limit 2) v;
                        insert into reward.star (id, number, volunteer, person, site, scheme, star, state, cause, reason,
                            minutes, asked, proposed_at)
                        select case v.id when of_all[1] then first else told end,
                               case v.id when of_all[1] then 'X2999-000001' else 'X2999-000002' end,
                               v.id, v.person, v.site, g.scheme, g.star, 'PROPOSED', '', '', g.minutes, false, '2999-01-01Z'
                        from volunteer.volunteer v, reward.grade g where v.id = any (of_all) and g.star = 1;
                        update reward.star set state = 'CHECKED', checked_at = '2999-01-01Z', checked_by = gen_random_uuid()
                            where id = told;
                        update reward.star set state = 'NOTICED', decided_at = '2999-01-01Z', decided_by = gen_random_uuid(),
                            notice_from = '2999-01-01', notice_to = '2999-01-20' where id = told;
                        insert into reward.notice (star, number, name, site, scheme, grade, minutes, first_day, last_day)
                        select k.id, k.number, '测**', k.site, k.scheme, k.star, k.minutes, k.notice_from, k.notice_to
                        from reward.star k where k.id = told;
                        insert into reward.step (id, star, state, at, who, reason)
                        values (gen_random_uuid(), told, 'PROPOSED', '2999-01-01Z', '', '');
                        insert into reward.objection (id, star, words, at, due, receipt, person)
                        values (gen_random_uuid(), told, '测试测试', '2999-01-02Z', '2999-01-09Z', sha256('1'), gen_random_uuid()),
                               (gen_random_uuid(), told, '测试测试', '2999-01-02Z', '2999-01-09Z', sha256('2'), null);
                        insert into reward.revocation (id, star, reason, at, account, who)
                        values (gen_random_uuid(), told, '测试测试', '2999-01-02Z', gen_random_uuid(), '测试');
                        insert into reward.unnamed (volunteer, person, at)
                        select v.id, v.person, '2020-01-01Z' from volunteer.volunteer v where v.id = of_all[1];
                    end $$"""),
            entry("activity.telling", """
                    insert into activity.telling (sign_up, kind, at, told_at)
                    select s.id, 'CHANGED', '2020-01-01Z', '2020-01-01Z' from activity.sign_up s
                    join activity.activity a on a.id = s.activity
                    where a.state in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED') and a.field is not null order by a.state <> 'ENROLLING', a.number limit 1"""),
            entry("activity.incident", """
                    insert into activity.incident (id, activity, near_miss, words, at, person, settled_at, settled_by, answer)
                    select gen_random_uuid(), s.activity, true, '测试测试', '2020-01-01Z', s.person, '2020-01-01Z',
                           gen_random_uuid(), '测试测试'
                    from activity.sign_up s join activity.activity a on a.id = s.activity
                    where a.state in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED') and a.field is not null order by a.state <> 'ENROLLING', a.number limit 1"""),
            entry(
                    "activity.result",
                    activities("result (activity, reached, words, at)", "a.id, 0, '测试', '2026-01-01Z'")),
            entry("activity.photo", """
                    with kept as (
                        insert into files.file (id, name, kind, size_bytes, sha256, content, purpose, account, kept_at)
                        values (gen_random_uuid(), 'x', 'JPEG', 1, decode(repeat('00', 32), 'hex'), '\\x00', 'test.row',
                                gen_random_uuid(), '2026-01-01Z') returning id)
                    insert into activity.photo (activity, position, file, at)
                    select a.id, 1, kept.id, '2026-01-01Z' from activity.activity a, kept
                    where a.state in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED') and a.field is not null order by a.state <> 'ENROLLING', a.number limit 1"""),
            entry("activity.feed", """
                    insert into activity.feed (person, digest, at)
                    select person, decode(repeat('00', 32), 'hex'), '2020-01-01Z'
                    from volunteer.volunteer where number like 'ZZ%' order by number limit 1"""),
            entry("certificate.revocation", """
                    insert into certificate.revocation (id, certificate, reason, at, account, who, settled_name)
                    select gen_random_uuid(), id, '测试测试', '2020-01-01Z', gen_random_uuid(), '测试', ''
                    from certificate.certificate where number like 'ZZ-%' order by number limit 1"""),
            entry("notice.notice", """
                    insert into notice.notice (id, person, kind, source, words, href, at)
                    select gen_random_uuid(), p.id, 'hours', '00000000-0000-7000-8000-000000000001',
                        '{"text":"测试","values":[]}', '/test', '2999-01-01Z'
                    from person.person p where p.erased_at is null order by p.id limit 1"""),
            entry("notice.outbox", """
                    insert into notice.outbox (notice, due)
                    select n.id, '2999-01-01Z' from notice.notice n where n.href = '/test' limit 1"""),
            entry("notice.preference", """
                    insert into notice.preference (person, kind, sms)
                    select n.person, 'team', true from notice.notice n where n.href = '/test' limit 1"""),
            entry("notice.quiet", """
                    insert into notice.quiet (person, from_hour, until_hour)
                    select n.person, 21, 8 from notice.notice n where n.href = '/test' limit 1"""),
            entry("complaint.complaint", """
                    insert into complaint.complaint (id, number, receipt, kind, topic, subject_kind, subject_id, subject_label,
                        about, person, words, at, persons, accounts, site, due, raised, state)
                    select gen_random_uuid(), v.number, sha256(cast(v.number as bytea)), 'COMPLAINT', 'other', 'SITE', 'x', '测试处',
                        s.id, v.person, '测试投诉内容', '2019-01-01Z', '{}', v.accounts, s.id, '2999-01-01Z', 0, 'OPEN'
                    from network.site s,
                        (values ('T2019-000001', gen_random_uuid(), cast('{}' as uuid[])),
                                ('T2019-000002', null, array[gen_random_uuid()])) v (number, person, accounts)
                    where s.number = '530181003212'"""),
            entry("complaint.counter", "insert into complaint.counter (year, last) values (2020, 1)"),
            entry(
                    "complaint.reply",
                    ofAComplaint(
                            "reply (complaint, round, outcome, reasons, at, site, account, who)",
                            "t.id, 1, 'UPHELD', '测试测试测试测试测试', '2020-01-01Z', t.site, gen_random_uuid(), '测试'",
                            "T2019-000001")),
            entry(
                    "complaint.appeal",
                    ofAComplaint("appeal (complaint, words, at)", "t.id, '测试申诉', '2020-01-01Z'", "T2020-%")),
            entry(
                    "complaint.step",
                    ofAComplaint(
                            "step (id, complaint, cause, at, site)",
                            "gen_random_uuid(), t.id, 'FILED', '2020-01-01Z', t.site",
                            "T2020-%")),
            entry("staff.vacancy", """
                    insert into staff.vacancy (site, field, post, missing, since)
                    select id, field, 'test-row', 1, '2026-01-01' from network.site where field is not null limit 1"""));

    /** Something said of the sample's activity that is published and belongs to a field. */
    private static String activities(String into, String values) {
        return "insert into activity." + into + " select " + values + """
                 from activity.activity a where a.state in ('ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING', 'ENDED') and a.field is not null order by a.state <> 'ENROLLING', a.number limit 1""";
    }

    /** Something said of the sample's project that is published and belongs to a field. */
    private static String projects(String into, String values) {
        return "insert into project." + into + " select " + values + """
                 from project.project where state in ('PUBLISHED', 'RECRUITING', 'RUNNING') and field is not null order by number limit 1""";
    }

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Ground ground;
    private final Map<Expected, Row> rows = new LinkedHashMap<>();

    /** One row, and what the probes need to know of its table. */
    private record Row(
            String json,
            String key,
            @Nullable UUID site,
            @Nullable String field,
            @Nullable UUID person,
            @Nullable UUID account,
            List<String> addable,
            @Nullable String changeable,
            boolean movable,
            boolean removable) {}

    RowWall(ApplicationContext house) {
        this.jdbc = house.getBean(JdbcClient.class);
        this.transactions = house.getBean(TransactionOperations.class);
        this.ground = Ground.of(house);
        PLANTED.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(plant -> {
            try {
                ground.system(() -> jdbc.sql(plant.getValue()).update());
            } catch (DuplicateKeyException planted) {
                // by an earlier test of this context
                assert planted.getMessage() != null;
            }
        });
        UUID spender = UUID.randomUUID();
        as(
                new Scope(true, Set.of(), Set.of(), null, spender, true),
                false,
                () -> jdbc.sql("insert into person.reveal_budget (account, day, spent) values (?, '2020-01-01', 1)")
                        .param(spender)
                        .update());
        for (Expected expected : EXPECTED) {
            UUID account = expected.table().equals("person.reveal_budget") ? spender : null;
            rows.put(
                    expected, as(new Scope(true, Set.of(), Set.of(), null, account, true), true, () -> find(expected)));
        }
    }

    /** Takes back what says something to the house: whether it is set up, and who is read as whom. */
    void clear() {
        ground.system(
                () -> jdbc.sql("delete from access.setup where code = '\\x00'").update()
                        + jdbc.sql("update person.alias set until = since where reason = '测试'")
                                .update());
    }

    static Set<String> written() {
        Set<String> written = new TreeSet<>();
        EXPECTED.forEach(expected -> written.add(expected.table()));
        return written;
    }

    /** Every table that has a row policy. */
    static Set<String> guarded() throws SQLException {
        Set<String> guarded = new TreeSet<>();
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement();
                ResultSet found =
                        statement.executeQuery("select distinct schemaname || '.' || tablename from pg_policies")) {
            while (found.next()) {
                guarded.add(found.getString(1));
            }
        }
        return guarded;
    }

    private Row find(Expected expected) {
        List<String> key = jdbc.sql("""
                        select quote_ident(a.attname) from pg_index i
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                        where i.indrelid = cast(:table as regclass) and i.indisprimary""")
                .param("table", expected.table())
                .query(String.class)
                .list();
        String sought =
                "select to_jsonb(t)::text as json, %s as site, %s as field, %s as person, %s as account from %s t %s %s limit 1"
                        .formatted(
                                cast(expected.site(), "uuid"),
                                cast(expected.field(), "text"),
                                cast(expected.person(), "uuid"),
                                cast(expected.account(), "uuid"),
                                expected.table(),
                                expected.rows().isEmpty() ? "" : "where " + expected.rows(),
                                "order by "
                                        + (expected.field().equals(NONE)
                                                ? "1"
                                                : cast(expected.field(), "text") + " nulls last"));
        String same = key.isEmpty()
                ? "to_jsonb(t) = cast(:row as jsonb)"
                : key.stream()
                        .map(column -> "t.%1$s = (jsonb_populate_record(null::%2$s, cast(:row as jsonb))).%1$s"
                                .formatted(column, expected.table()))
                        .collect(java.util.stream.Collectors.joining(" and "));
        List<String> addable = columns(expected.table(), "insert");
        List<String> changeable = columns(expected.table(), "update");
        boolean removable = jdbc.sql("select has_table_privilege(current_user, cast(? as text), 'delete')")
                .param(expected.table())
                .query(Boolean.class)
                .single();
        return jdbc.sql(sought)
                .query((row, n) -> new Row(
                        row.getString("json"),
                        same,
                        row.getObject("site", UUID.class),
                        row.getString("field"),
                        row.getObject("person", UUID.class),
                        row.getObject("account", UUID.class),
                        addable,
                        changeable.isEmpty() ? null : changeable.getLast(),
                        changeable.contains("site") && expected.site().equals("t.site"),
                        removable))
                .optional()
                .orElseThrow(
                        () -> new AssertionError("no row to try in " + expected + ": plant one in RowWall.PLANTED"));
    }

    private static String cast(String expression, String type) {
        return "cast(" + expression + " as " + type + ")";
    }

    private List<String> columns(String table, String privilege) {
        return jdbc.sql("""
                        select quote_ident(a.attname) from pg_attribute a
                        where a.attrelid = cast(:table as regclass) and a.attnum > 0 and not a.attisdropped
                          and a.attgenerated = ''
                          and has_column_privilege(current_user, a.attrelid, a.attnum, :privilege)
                        order by a.attnum""")
                .param("table", table)
                .param("privilege", privilege)
                .query(String.class)
                .list();
    }

    /** How many answers the wall gave in all, since it stands here. */
    private int answers;

    int answers() {
        return answers;
    }

    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        EXPECTED.forEach(expected -> wrong.addAll(wrong(expected)));
        return wrong;
    }

    /** What is wrong with one table. */
    List<String> wrong(String table) {
        List<String> wrong = new ArrayList<>();
        EXPECTED.stream()
                .filter(expected -> expected.table().equals(table))
                .forEach(expected -> wrong.addAll(wrong(expected)));
        return wrong;
    }

    private List<String> wrong(Expected expected) {
        Row row = Objects.requireNonNull(rows.get(expected));
        List<String> wrong = new ArrayList<>();
        scopes(row).forEach((name, scope) -> {
            View view = view(scope, row);
            compare(expected, "seen", name, expected.see().test(view), sees(expected, row, scope), wrong);
            if (!row.addable().isEmpty()) {
                compare(expected, "added", name, expected.add().test(view), adds(expected, row, scope), wrong);
            }
            if (row.changeable() != null) {
                boolean may = expected.change().test(view);
                compare(expected, "changed", name, may, changes(expected, row, scope), wrong);
                // whose own it is may move it; who only works there may not
                if (may
                        && row.movable()
                        && row.site() != null
                        && !scope.everything()
                        && !view.city()
                        && !view.person()
                        && !view.account()) {
                    compare(expected, "moved to another street", name, false, moves(expected, row, scope), wrong);
                }
            }
            if (row.removable()) {
                compare(
                        expected,
                        "taken away",
                        name,
                        expected.remove().test(view),
                        removes(expected, row, scope),
                        wrong);
            }
        });
        if (KEPT_BY_THE_DATABASE.contains(expected.table())) {
            keptByTheDatabase(expected, row, wrong);
        }
        return wrong;
    }

    private void keptByTheDatabase(Expected expected, Row row, List<String> wrong) {
        String same = "to_jsonb(t) = cast(? as jsonb)";
        String add = "insert into %1$s select * from jsonb_populate_record(null::%1$s, cast(? as jsonb))"
                .formatted(expected.table());
        String change = "update %1$s t set %2$s = t.%2$s where %3$s"
                .formatted(expected.table(), columnsOf(row).getFirst(), same);
        for (boolean all : new boolean[] {false, true}) {
            String scope = all ? "all rows opened, by the owner" : "its own person, by the owner";
            compare(expected, "added", scope, all, asOwner(row, all, add), wrong);
            compare(expected, "changed", scope, all, asOwner(row, all, change), wrong);
        }
    }

    private List<String> columnsOf(Row row) {
        return jdbc.sql("select quote_ident(k) from jsonb_object_keys(cast(? as jsonb)) k order by 1")
                .param(row.json())
                .query(String.class)
                .list();
    }

    /** Whether the owner's statement meets the row; that the row is there already is no refusal. */
    private static boolean asOwner(Row row, boolean all, String sql) {
        try (Connection owner = TestCell.connectAsOwner()) {
            owner.setAutoCommit(false);
            try (PreparedStatement scope = owner.prepareStatement(
                            "select set_config('app.everything', ?, true), set_config('app.person', ?, true)");
                    PreparedStatement statement = owner.prepareStatement(sql)) {
                scope.setString(1, all ? "on" : "");
                scope.setString(2, String.valueOf(row.person()));
                scope.execute();
                statement.setString(1, row.json());
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                if (UNIQUE.equals(e.getSQLState())) {
                    return true;
                }
                if (REFUSED.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            } finally {
                owner.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void compare(Expected expected, String what, String scope, boolean may, boolean does, List<String> wrong) {
        answers++;
        if (may != does) {
            wrong.add(expected + " is " + (does ? "" : "not ") + what + " with " + scope);
        }
    }

    private Map<String, Scope> scopes(Row row) {
        UUID elsewhere =
                ground.place("far station").equals(row.site()) ? ground.place("point") : ground.place("far station");
        UUID other = UUID.randomUUID();
        Map<String, Scope> scopes = new LinkedHashMap<>();
        scopes.put("nothing", Scope.NOTHING);
        scopes.put("nothing, changing", scope(Set.of(), Set.of(), null, null, true));
        scopes.put("everything", Scope.EVERYTHING);
        scopes.put("everything, reading", new Scope(true, Set.of(), Set.of(), null, null, false));
        scopes.put("another place", scope(Set.of(elsewhere), Set.of(), null, null, true));
        scopes.put("another person", scope(Set.of(), Set.of(), other, null, true));
        scopes.put("another account", scope(Set.of(), Set.of(), null, other, true));
        scopes.put("the whole city", scope(Set.of(ground.place("center")), Set.of(), null, null, true));
        scopes.put("the whole city, reading", scope(Set.of(ground.place("center")), Set.of(), null, null, false));
        scopes.put("an institute", scope(Set.of(ground.place("institute")), Set.of(), null, null, true));
        if (row.site() != null) {
            scopes.put("its place", scope(Set.of(row.site()), Set.of(), null, null, true));
            scopes.put("its place, reading", scope(Set.of(row.site()), Set.of(), null, null, false));
            String field = row.field() == null ? Ground.FIELD : row.field();
            scopes.put(
                    "its field there",
                    scope(Set.of(), Set.of(new Scope.FieldSite(field, row.site())), null, null, true));
            scopes.put(
                    "another field there",
                    scope(Set.of(), Set.of(new Scope.FieldSite("no-field", row.site())), null, null, true));
            scopes.put(
                    "its field elsewhere",
                    scope(Set.of(), Set.of(new Scope.FieldSite(field, elsewhere)), null, null, true));
        }
        if (row.person() != null) {
            scopes.put("the person", scope(Set.of(), Set.of(), row.person(), null, true));
            scopes.put("the person, reading", scope(Set.of(), Set.of(), row.person(), null, false));
        }
        if (row.account() != null) {
            scopes.put("the account", scope(Set.of(), Set.of(), null, row.account(), true));
            scopes.put("the account, reading", scope(Set.of(), Set.of(), null, row.account(), false));
            if (row.site() != null) {
                scopes.put("the account at its place", scope(Set.of(row.site()), Set.of(), null, row.account(), true));
            }
        }
        return scopes;
    }

    private static Scope scope(
            Set<UUID> sites,
            Set<Scope.FieldSite> fields,
            @Nullable UUID person,
            @Nullable UUID account,
            boolean changes) {
        return new Scope(false, sites, fields, person, account, changes);
    }

    private View view(Scope scope, Row row) {
        Oracle oracle = new Oracle(ground.parents);
        boolean site =
                row.site() != null && oracle.opens(scope(scope.sites(), Set.of(), null, null, false), row.site(), null);
        boolean field = row.site() != null
                && row.field() != null
                && oracle.opens(scope(Set.of(), scope.fieldSites(), null, null, false), row.site(), row.field());
        return new View(
                scope.everything(),
                site,
                field,
                row.person() != null && row.person().equals(scope.person()),
                row.account() != null && row.account().equals(scope.account()),
                scope.sites().contains(ground.place("center")),
                scope.changes());
    }

    private boolean sees(Expected expected, Row row, Scope scope) {
        return as(
                scope,
                true,
                () -> jdbc.sql("select count(*) from %s t where %s".formatted(expected.table(), row.key()))
                                .param("row", row.json())
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private boolean adds(Expected expected, Row row, Scope scope) {
        String columns = String.join(", ", row.addable());
        return passes(
                scope,
                row,
                "insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, cast(:row as jsonb))"
                        .formatted(expected.table(), columns));
    }

    private boolean changes(Expected expected, Row row, Scope scope) {
        return passes(
                scope,
                row,
                "update %1$s t set %2$s = t.%2$s where %3$s".formatted(expected.table(), row.changeable(), row.key()));
    }

    private boolean moves(Expected expected, Row row, Scope scope) {
        // a place that does not lie below the row's own
        UUID elsewhere = ground.place("far station").equals(row.site())
                        || ground.place("other institute").equals(row.site())
                ? ground.place("station")
                : ground.place("far station");
        // without looking at the rows: else the policies of seeing them ask as well
        return blind(scope, "update %s set site = '%s'".formatted(expected.table(), elsewhere));
    }

    private boolean removes(Expected expected, Row row, Scope scope) {
        return passes(scope, row, "delete from %s t where %s".formatted(expected.table(), row.key()));
    }

    /** Whether the row policies let it pass; other constraints ask later, so a row may be tried that stands already. */
    private boolean passes(Scope scope, Row row, String sql) {
        try {
            return as(scope, true, () -> jdbc.sql(sql).param("row", row.json()).update() > 0);
        } catch (DataAccessException | org.springframework.transaction.TransactionException e) {
            return !String.valueOf(org.springframework.core.NestedExceptionUtils.getMostSpecificCause(e)
                            .getMessage())
                    .contains("row-level security");
        }
    }

    private boolean blind(Scope scope, String sql) {
        try {
            return as(scope, true, () -> jdbc.sql(sql).update() > 0);
        } catch (DataAccessException | org.springframework.transaction.TransactionException e) {
            return !String.valueOf(org.springframework.core.NestedExceptionUtils.getMostSpecificCause(e)
                            .getMessage())
                    .contains("row-level security");
        }
    }

    private <T> T as(Scope scope, boolean undone, Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                scope,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    if (undone) {
                        status.setRollbackOnly();
                    }
                    return work.get();
                })));
    }
}
