package org.zhiyuan.team;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of teams, of their alliances, and of who leads them. */
@Repository
class TeamStore {
    private static final String TEAM = """
            select t.id, t.number, t.name, t.level, t.level_position, l.name as level_name, l.name_en as level_name_en,
                   t.kind, k.name as kind_name, k.name_en as kind_name_en, t.site, t.field, t.parent, t.about, t.founded_on,
                   t.ended_on, t.end_reason, t.version
            from team.team t
            join team.level l on l.key = t.level
            join team.kind k on k.key = t.kind
            """;

    private static final String FILTER = """
             where (cast(:words as text) is null or t.name ilike '%' || :words || '%' or t.number = upper(:words))
               and (cast(:level as text) is null or t.level = :level)
               and (cast(:kind as text) is null or t.kind = :kind)
               and (cast(:site as uuid) is null
                    or t.site in (select c.site from scope.closure c where c.ancestor = :site))
               and (:ended or t.ended_on is null)
               and (not :mine or scope.everything() or t.site in (select scope.sites())
                    or (t.field, t.site) in (select f.field, f.site from scope.field_sites() f))
            """;

    private static final String LEAD = """
            select d.id, d.team, d.person, d.volunteer, d.office, lower(d.days) as since, upper(d.days) as until
            from team.lead d
            """;

    private final JdbcClient jdbc;

    TeamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which teams a list shows.
     *
     * @param words a part of the name, or a number; null for any
     * @param site the place, with what lies below it; null for the whole city
     * @param ended those that have ended as well
     * @param mine only those within the actor's scope
     */
    record Sought(
            @Nullable String words,
            @Nullable String level,
            @Nullable String kind,
            @Nullable UUID site,
            boolean ended,
            boolean mine) {}

    long nextOrdinal() {
        return jdbc.sql("select nextval('team.number')").query(Long.class).single();
    }

    boolean none() {
        return !jdbc.sql("select exists (select from team.team)")
                .query(Boolean.class)
                .single();
    }

    void add(Team team, @Nullable Integer parentPosition) {
        jdbc.sql("""
                        insert into team.team (id, number, name, level, level_position, kind, site, field, parent,
                            parent_position, about, founded_on)
                        values (:id, :number, :name, :level, :levelPosition, :kind, :site, :field, :parent,
                            :parentPosition, :about, :foundedOn)""")
                .param("id", team.id().value())
                .param("number", team.number())
                .param("name", team.name())
                .param("level", team.level().key())
                .param("levelPosition", team.level().position())
                .param("kind", team.kind().key())
                .param("site", team.site().value())
                .param("field", team.field())
                .param("parent", id(team.parent()))
                .param("parentPosition", parentPosition)
                .param("about", team.about())
                .param("foundedOn", team.foundedOn())
                .update();
    }

    /** False where another changed it meanwhile. */
    boolean change(Team team, @Nullable Integer parentPosition) {
        return jdbc.sql("""
                        update team.team
                        set name = :name, level = :level, level_position = :levelPosition, kind = :kind, field = :field,
                            parent = :parent, parent_position = :parentPosition, about = :about, version = version + 1
                        where id = :id and version = :version and ended_on is null""")
                        .param("id", team.id().value())
                        .param("name", team.name())
                        .param("level", team.level().key())
                        .param("levelPosition", team.level().position())
                        .param("kind", team.kind().key())
                        .param("field", team.field())
                        .param("parent", id(team.parent()))
                        .param("parentPosition", parentPosition)
                        .param("about", team.about())
                        .param("version", team.version())
                        .update()
                == 1;
    }

    boolean end(UUID team, LocalDate day, String reason) {
        return jdbc.sql("""
                        update team.team set ended_on = :day, end_reason = :reason, version = version + 1
                        where id = :team and ended_on is null""")
                        .param("team", team)
                        .param("day", day)
                        .param("reason", reason)
                        .update()
                == 1;
    }

    private static @Nullable UUID id(@Nullable TeamId team) {
        return team == null ? null : team.value();
    }

    Optional<Team> find(UUID id) {
        return jdbc.sql(TEAM + " where t.id = :id")
                .param("id", id)
                .query(TeamStore::team)
                .optional();
    }

    /** Locked, so that what is decided of it is decided one after the other. */
    Optional<Team> lock(UUID id) {
        return jdbc.sql(TEAM + " where t.id = :id for update of t")
                .param("id", id)
                .query(TeamStore::team)
                .optional();
    }

    Optional<Team> numbered(String number) {
        return jdbc.sql(TEAM + " where t.number = upper(:number)")
                .param("number", number)
                .query(TeamStore::team)
                .optional();
    }

    List<Team> all(Collection<UUID> ids) {
        return jdbc.sql(TEAM + " where t.id = any (:ids) order by t.level_position, t.number")
                .param("ids", ids.toArray(UUID[]::new))
                .query(TeamStore::team)
                .list();
    }

    List<Team> list(Sought sought, int limit, long offset) {
        return asked(
                        jdbc.sql(TEAM + FILTER + " order by t.level_position, t.number limit :limit offset :offset"),
                        sought)
                .param("limit", limit)
                .param("offset", offset)
                .query(TeamStore::team)
                .list();
    }

    long count(Sought sought) {
        return asked(jdbc.sql("select count(*) from team.team t" + FILTER), sought)
                .query(Long.class)
                .single();
    }

    private static JdbcClient.StatementSpec asked(JdbcClient.StatementSpec statement, Sought sought) {
        return statement
                .param("words", sought.words())
                .param("level", sought.level())
                .param("kind", sought.kind())
                .param("site", sought.site())
                .param("ended", sought.ended())
                .param("mine", sought.mine());
    }

    /** Standing teams at these places themselves, for a form. */
    List<Team> at(Collection<UUID> sites, int limit) {
        return jdbc.sql(TEAM + """
                         where t.site = any (:sites) and t.ended_on is null
                        order by t.level_position, t.number limit :limit""")
                .param("sites", sites.toArray(UUID[]::new))
                .param("limit", limit)
                .query(TeamStore::team)
                .list();
    }

    /** Standing teams of a higher level, for the choice of what stands above. */
    List<Team> above(int position, int limit) {
        return jdbc.sql(TEAM + """
                         where t.level_position < :position and t.ended_on is null
                        order by t.level_position, t.number limit :limit""")
                .param("position", position)
                .param("limit", limit)
                .query(TeamStore::team)
                .list();
    }

    List<Team> below(UUID parent, int limit) {
        return jdbc.sql(TEAM + " where t.parent = :parent and t.ended_on is null order by t.number limit :limit")
                .param("parent", parent)
                .param("limit", limit)
                .query(TeamStore::team)
                .list();
    }

    private static Team team(ResultSet row, int n) throws SQLException {
        UUID parent = row.getObject("parent", UUID.class);
        return new Team(
                new TeamId(row.getObject("id", UUID.class)),
                row.getString("number"),
                row.getString("name"),
                new Level(
                        row.getString("level"),
                        row.getInt("level_position"),
                        row.getString("level_name"),
                        row.getString("level_name_en")),
                new TeamKind(row.getString("kind"), row.getString("kind_name"), row.getString("kind_name_en")),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("field"),
                parent == null ? null : new TeamId(parent),
                row.getString("about"),
                row.getObject("founded_on", LocalDate.class),
                row.getObject("ended_on", LocalDate.class),
                row.getString("end_reason"),
                row.getInt("version"));
    }

    // --- alliances ---

    List<Alliance> alliancesOf(UUID team, LocalDate on) {
        return jdbc.sql("""
                        select a.key, a.name, a.name_en, a.about from team.allied d
                        join team.alliance a on a.key = d.alliance
                        where d.team = :team and d.days @> cast(:on as date) order by a.key""")
                .param("team", team)
                .param("on", on)
                .query(RuleStore::alliance)
                .list();
    }

    List<Team> allies(String alliance, LocalDate on, int limit) {
        return jdbc.sql(TEAM + """
                         join team.allied d on d.team = t.id
                        where d.alliance = :alliance and d.days @> cast(:on as date) and t.ended_on is null
                        order by t.level_position, t.number limit :limit""")
                .param("alliance", alliance)
                .param("on", on)
                .param("limit", limit)
                .query(TeamStore::team)
                .list();
    }

    /** One that was left today goes on. */
    void ally(UUID id, String alliance, UUID team, LocalDate from) {
        int goesOn = jdbc.sql("""
                        update team.allied set days = daterange(lower(days), null)
                        where team = :team and alliance = :alliance and upper(days) > :from""")
                .param("team", team)
                .param("alliance", alliance)
                .param("from", from)
                .update();
        if (goesOn > 0) {
            return;
        }
        jdbc.sql("""
                        insert into team.allied (id, alliance, team, days)
                        values (:id, :alliance, :team, daterange(:from, null))""")
                .param("id", id)
                .param("alliance", alliance)
                .param("team", team)
                .param("from", from)
                .update();
    }

    /** Ends it on a day; one that began on that day lasted for it. */
    void part(@Nullable String alliance, UUID team, LocalDate on) {
        jdbc.sql("""
                        update team.allied set days = daterange(lower(days), greatest(cast(:on as date), lower(days) + 1))
                        where team = :team and (cast(:alliance as text) is null or alliance = :alliance)
                          and (upper(days) is null or upper(days) > :on)""")
                .param("alliance", alliance)
                .param("team", team)
                .param("on", on)
                .update();
    }

    // --- who leads ---

    void lead(Lead lead, int checkedYears, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into team.lead (id, team, person, volunteer, office, days, serving, checked_years, at, account)
                        values (:id, :team, :person, :volunteer, :office, daterange(:from, cast(:until as date)), true,
                            :checkedYears, :at, :account)""")
                .param("id", lead.id())
                .param("team", lead.team().value())
                .param("person", lead.person().value())
                .param("volunteer", lead.volunteer().value())
                .param("office", lead.office().name())
                .param("from", lead.from())
                .param("until", lead.until())
                .param("checkedYears", checkedYears)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    Optional<Lead> lead(UUID id) {
        return jdbc.sql(LEAD + " where d.id = :id")
                .param("id", id)
                .query(TeamStore::lead)
                .optional();
    }

    /** Captain first, then deputies, the longest serving first. */
    List<Lead> leads(Collection<UUID> teams, LocalDate on) {
        return jdbc.sql(LEAD + """
                         where d.team = any (:teams) and d.serving and d.days @> cast(:on as date)
                        order by d.office, lower(d.days), d.id""")
                .param("teams", teams.toArray(UUID[]::new))
                .param("on", on)
                .query(TeamStore::lead)
                .list();
    }

    List<Lead> history(UUID team, int limit) {
        return jdbc.sql(LEAD + " where d.team = :team order by lower(d.days) desc, d.office limit :limit")
                .param("team", team)
                .param("limit", limit)
                .query(TeamStore::lead)
                .list();
    }

    boolean leads(UUID team, UUID person, LocalDate on) {
        return jdbc.sql("""
                        select exists (select from team.lead d where d.team = :team and d.person = :person
                                       and d.serving and d.days @> cast(:on as date))""")
                .param("team", team)
                .param("person", person)
                .param("on", on)
                .query(Boolean.class)
                .single();
    }

    List<Team> led(UUID person, LocalDate on, int limit) {
        return jdbc.sql(TEAM + """
                         where t.ended_on is null and t.id in (
                            select d.team from team.lead d
                            where d.person = :person and d.serving and d.days @> cast(:on as date))
                        order by t.level_position, t.number limit :limit""")
                .param("person", person)
                .param("on", on)
                .param("limit", limit)
                .query(TeamStore::team)
                .list();
    }

    List<Lead> leadsOf(UUID volunteer, LocalDate on) {
        return jdbc.sql(LEAD + " where d.volunteer = :volunteer and d.serving and d.days @> cast(:on as date)")
                .param("volunteer", volunteer)
                .param("on", on)
                .query(TeamStore::lead)
                .list();
    }

    /** Says from which day on he does not lead any more; at once where that day has come, for one day at least. */
    boolean endLead(UUID lead, LocalDate until, boolean serving) {
        return jdbc.sql("""
                        update team.lead
                        set days = daterange(lower(days), greatest(cast(:until as date), lower(days) + 1)),
                            serving = :serving
                        where id = :lead and serving""")
                        .param("lead", lead)
                        .param("until", until)
                        .param("serving", serving)
                        .update()
                == 1;
    }

    /** Those whose end has come: from now on the row policies know. Answers how many. */
    int turn(LocalDate today) {
        return jdbc.sql("update team.lead set serving = false where serving and upper(days) <= :today")
                .param("today", today)
                .update();
    }

    private static Lead lead(ResultSet row, int n) throws SQLException {
        return new Lead(
                row.getObject("id", UUID.class),
                new TeamId(row.getObject("team", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                Lead.Office.valueOf(row.getString("office")),
                row.getObject("since", LocalDate.class),
                row.getObject("until", LocalDate.class));
    }

    void standIn(StandIn standIn, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into team.stand_in (id, team, lead, days, at, account)
                        values (:id, :team, :lead, daterange(:from, :until), :at, :account)""")
                .param("id", standIn.id())
                .param("team", standIn.team().value())
                .param("lead", standIn.lead())
                .param("from", standIn.from())
                .param("until", standIn.until())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    /** Those of today and to come. */
    List<StandIn> standIns(UUID team, LocalDate today, int limit) {
        return jdbc.sql("""
                        select s.id, s.team, s.lead, d.person, lower(s.days) as since, upper(s.days) as until
                        from team.stand_in s join team.lead d on d.id = s.lead
                        where s.team = :team and upper(s.days) > :today order by lower(s.days) limit :limit""")
                .param("team", team)
                .param("today", today)
                .param("limit", limit)
                .query((row, n) -> new StandIn(
                        row.getObject("id", UUID.class),
                        new TeamId(row.getObject("team", UUID.class)),
                        row.getObject("lead", UUID.class),
                        new PersonId(row.getObject("person", UUID.class)),
                        row.getObject("since", LocalDate.class),
                        row.getObject("until", LocalDate.class)))
                .list();
    }

    boolean standInOverlaps(UUID team, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        select exists (select from team.stand_in s
                                       where s.team = :team and s.days && daterange(:from, :until))""")
                .param("team", team)
                .param("from", from)
                .param("until", until)
                .query(Boolean.class)
                .single();
    }
}
