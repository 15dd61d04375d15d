package org.zhiyuan.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.volunteer.VolunteerNumber;

/**
 * The ground of the access matrix, in the sample city: seven places that lie at every distance from each other, people
 * with one right each, and one thing of every kind at every place. Rows of its own; made once for a context.
 */
final class Ground {
    /** One right of somebody, in force today. */
    record Right(String role, UUID site, @Nullable String field) {}

    /** Somebody who asks. {@code HALF} has given the password and no code. */
    enum Manner {
        NOBODY,
        HALF,
        CITIZEN,
        STAFF
    }

    record Walker(
            String name,
            Manner manner,
            @Nullable UUID account,
            @Nullable UUID person,
            List<Right> rights) {
        boolean signedIn() {
            return manner == Manner.CITIZEN || manner == Manner.STAFF;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Something that an action can be done on. */
    record Thing(
            String id,
            String where,
            UUID site,
            @Nullable String field,
            @Nullable UUID owner) {
        /** The same id as none has: what is not there. */
        static Thing absent() {
            return new Thing(UUID.randomUUID().toString(), "nowhere", new UUID(0, 0), null, null);
        }

        boolean there() {
            return !where.equals("nowhere");
        }

        @Override
        public String toString() {
            return where;
        }
    }

    /**
     * @param seenBy the action by which things of this kind are seen; null where seeing is none of its own
     */
    record Kind(@Nullable Action seenBy, List<Thing> things) {}

    /** Somebody whose data must not be seen by others; sealed in the database, so told here in plain. */
    record Canary(
            UUID person, String where, UUID site, @Nullable String field, String name, String phone, String number) {}

    static final String FIELD = "law";
    static final String OTHER_FIELD = "sports";

    private static final Map<ApplicationContext, Ground> KNOWN = new ConcurrentHashMap<>();
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final ApplicationContext house;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final SettableClock clock;
    private int next;

    final Map<String, UUID> places = new LinkedHashMap<>();
    final Map<UUID, UUID> parents = new LinkedHashMap<>();
    final List<Walker> walkers = new ArrayList<>();
    final Map<String, Kind> kinds = new LinkedHashMap<>();
    final List<Canary> canaries = new ArrayList<>();
    /** Staff who work at a place, by its name: only their names are told on pages. */
    final Map<String, String> staffNames = new LinkedHashMap<>();

    /**
     * What stands in a path without being acted on. A new path variable is placed here; one that handlers act on
     * ({@code @Can(on=…)}) is placed in {@link #plant}.
     */
    final Map<String, String> words = new LinkedHashMap<>(Map.of(
            "year", "2026",
            "day", "2026-11-25",
            "purpose", "account",
            "turn", "suspension",
            "code", "00000000000000000000",
            "receipt", "T2020-000000-AAAAAAAAAAAA",
            "handle", "AAAAAAAAAAAAAAAA"));

    static Ground of(ApplicationContext house) {
        return KNOWN.computeIfAbsent(house, Ground::new);
    }

    private Ground(ApplicationContext house) {
        this.house = house;
        this.jdbc = house.getBean(JdbcClient.class);
        this.transactions = house.getBean(TransactionOperations.class);
        this.clock = house.getBean(SettableClock.class);
        for (String variable : List.of(
                "seat",
                "doubt",
                "reveal",
                "event",
                "sheet",
                "job",
                "file",
                "record",
                "membership",
                "lead",
                "kin",
                "paper",
                "asked",
                "filed",
                "notice")) {
            words.put(variable, UUID.randomUUID().toString());
        }
        system(() -> {
            survey();
            people();
            plant();
            return 0;
        });
    }

    <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    LocalDate today() {
        return clock.instant().atZone(org.zhiyuan.shell.Formats.ZONE).toLocalDate();
    }

    UUID place(String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    Walker walker(String name) {
        return walkers.stream()
                .filter(walker -> walker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    Thing thing(String kind, String where) {
        return kinds.get(kind).things().stream()
                .filter(thing -> thing.where().equals(where))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind + " at " + where));
    }

    Canary canary(String where) {
        return canaries.stream()
                .filter(canary -> canary.where().equals(where))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where));
    }

    /** Who lies under whom today, from the folded states and not from the closure that the row policies read. */
    private void survey() {
        jdbc.sql("select site, parent from network.site_version where days @> cast(:today as date)")
                .param("today", today())
                .query(row -> {
                    UUID parent = row.getObject("parent", UUID.class);
                    if (parent != null) {
                        parents.put(row.getObject("site", UUID.class), parent);
                    }
                });
        places.put("center", numbered("530181"));
        places.put("institute", numbered("530181009"));
        places.put("station", numbered("530181009205"));
        places.put("point", numbered("shankou"));
        places.put("neighbour station", numbered("530181009209"));
        places.put("other institute", numbered("530181003"));
        places.put("far station", numbered("530181003212"));
    }

    private UUID numbered(String number) {
        return jdbc.sql("select id from network.site where number = :number")
                .param("number", number)
                .query(UUID.class)
                .single();
    }

    private void people() {
        walkers.add(new Walker("nobody", Manner.NOBODY, null, null, List.of()));
        walkers.add(new Walker("half signed in", Manner.HALF, staff("半", "station"), null, List.of()));
        grant(Objects.requireNonNull(walkers.getLast().account()), "center_operator", place("center"), null);
        walkers.add(new Walker("staff without a right", Manner.STAFF, staff("空", "station"), null, List.of()));
        for (String role : Oracle.roles()) {
            boolean citizen = Oracle.citizen(role);
            for (String root : citizen ? List.of("center", "station") : List.of("center", "institute", "station")) {
                walkers.add(citizen ? citizen(role, root) : walker(role, root, null));
            }
            if (!citizen) {
                for (String root : List.of("center", "institute")) {
                    walkers.add(walker(role, root, FIELD));
                }
            }
        }
        // rights that are none today: past, to come, taken back
        lapsed("until yesterday", today().minusYears(1), today(), false);
        lapsed("from tomorrow", today().plusDays(1), null, false);
        lapsed("taken back", today().minusYears(1), null, true);
    }

    private Walker walker(String role, String root, @Nullable String field) {
        UUID account = staff("办" + role, root);
        grant(account, role, place(root), field);
        return new Walker(
                role + " of the " + root + (field == null ? "" : " for " + field),
                Manner.STAFF,
                account,
                null,
                List.of(new Right(role, place(root), field)));
    }

    private Walker citizen(String role, String root) {
        UUID person = person("民" + next, place(root), null, null);
        UUID account = UUID.randomUUID();
        jdbc.sql("""
                        insert into access.account (id, kind, person, name, sessions_from, created_at)
                        values (?, 'CITIZEN', ?, '本人', '2020-01-01Z', '2020-01-01Z')""").params(account, person).update();
        grant(account, role, place(root), null);
        return new Walker(
                role + " of the " + root, Manner.CITIZEN, account, person, List.of(new Right(role, place(root), null)));
    }

    private void lapsed(String when, LocalDate from, @Nullable LocalDate until, boolean ended) {
        UUID account = staff("旧", "center");
        UUID grant = UUID.randomUUID();
        jdbc.sql("""
                        insert into access.role_grant (id, account, role, site, from_day, until_day, given_at, reason)
                        values (?, ?, 'center_operator', ?, ?, ?, '2020-01-01Z', '测试')""")
                .params(Arrays.asList(grant, account, place("center"), from, until))
                .update();
        if (ended) {
            jdbc.sql("update access.role_grant set ended_at = '2026-01-01Z', end_reason = '测试' where id = ?")
                    .param(grant)
                    .update();
        }
        walkers.add(new Walker("center_operator " + when, Manner.STAFF, account, null, List.of()));
    }

    UUID staff(String name, String at) {
        UUID account = UUID.randomUUID();
        jdbc.sql("""
                        insert into access.account (id, kind, login, name, site, sessions_from, created_at)
                        values (?, 'STAFF', ?, ?, ?, '2020-01-01Z', '2020-01-01Z')""")
                .params(account, "m" + account.toString().substring(0, 30), name, place(at))
                .update();
        return account;
    }

    UUID grant(UUID account, String role, UUID site, @Nullable String field) {
        UUID grant = UUID.randomUUID();
        jdbc.sql("""
                        insert into access.role_grant (id, account, role, site, field, from_day, given_at, reason)
                        values (?, ?, ?, ?, ?, date '2020-01-01', '2020-01-01Z', '测试')""").params(Arrays.asList(grant, account, role, site, field)).update();
        return grant;
    }

    /** @param where null for somebody who is no canary */
    UUID person(String name, UUID site, @Nullable String field, @Nullable String where) {
        int mine = next++;
        String phone = "1970000%04d".formatted(mine);
        String number = numbered(mine);
        UUID person = house.getBean(People.class)
                .register(
                        Actor.system("test"),
                        new SiteId(site),
                        new Particulars(
                                name, MobileNumber.of(phone), true, IdentityNumber.stored(number), null, "示例路 1 号"),
                        Basis.DUTY,
                        List.of())
                .value();
        jdbc.sql("update person.person set field = ? where id = ?")
                .params(Arrays.asList(field, person))
                .update();
        if (where != null) {
            canaries.add(new Canary(person, where, site, field, name, phone, number));
        }
        return person;
    }

    /** Made up, with a check digit that fits. */
    private static String numbered(int mine) {
        String body = "53018119%02d0302%03d".formatted(50 + mine / 900, 100 + mine % 900);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    /** One thing of every kind at every place: a new kind of path variable that handlers act on is placed here. */
    private void plant() {
        List<Thing> people = new ArrayList<>();
        List<Thing> accounts = new ArrayList<>();
        List<Thing> grants = new ArrayList<>();
        List<Thing> holdings = new ArrayList<>();
        List<Thing> volunteers = new ArrayList<>();
        List<Thing> projects = new ArrayList<>();
        List<Thing> teams = new ArrayList<>();
        List<Thing> rolls = new ArrayList<>();
        List<Thing> pairs = new ArrayList<>();
        List<Thing> occasions = new ArrayList<>();
        List<Thing> entries = new ArrayList<>();
        List<Thing> activities = new ArrayList<>();
        List<Thing> applications = new ArrayList<>();
        List<Thing> certificates = new ArrayList<>();
        List<Thing> stars = new ArrayList<>();
        List<Thing> complaints = new ArrayList<>();
        List<Thing> sites = new ArrayList<>();
        List<Thing> acts = new ArrayList<>();
        for (String where : places.keySet()) {
            UUID site = place(where);
            sites.add(new Thing(site.toString(), where, site, null, null));
            String name = "号主" + (char) ('甲' + next % 10) + next;
            UUID account = staff(name, where);
            staffNames.put(where, name);
            accounts.add(new Thing(account.toString(), where, site, null, null));
            spots(where).forEach((spot, field) -> {
                UUID person = person("雁名" + next + "某", site, field, spot);
                people.add(new Thing(person.toString(), spot, site, field, person));
                UUID grant = grant(account, "station_operator", site, field);
                grants.add(new Thing(grant.toString(), spot, site, field, null));
                holdings.add(new Thing(holding(site, field, person).toString(), spot, site, field, null));
                projects.add(new Thing(project(site, field, person).toString(), spot, site, field, person));
                activities.add(new Thing(activity(site, field, person).toString(), spot, site, field, person));
                if (field == null) {
                    UUID volunteer = volunteer(site, person);
                    volunteers.add(new Thing(volunteer.toString(), spot, site, null, person));
                    UUID roll = roll(site, person, volunteer);
                    rolls.add(new Thing(roll.toString(), spot, site, null, null));
                    UUID other = person("雁副" + next + "某", site, null, null);
                    pairs.add(new Thing(pair(roll, site, person, other).toString(), spot, site, null, null));
                    UUID occasion = occasion(site);
                    occasions.add(new Thing(occasion.toString(), spot, site, null, null));
                    entries.add(
                            new Thing(entry(occasion, site, volunteer, person).toString(), spot, site, null, person));
                    UUID application = application(site, person, volunteer);
                    applications.add(new Thing(application.toString(), spot, site, null, person));
                    certificates.add(new Thing(
                            certificate(application, site, person, volunteer).toString(), spot, site, null, person));
                    stars.add(new Thing(star(site, person, volunteer).toString(), spot, site, null, person));
                    complaints.add(new Thing(complaint(site, person).toString(), spot, site, null, null));
                }
                // one team is led by somebody who walks here himself
                UUID captain = spot.equals("station")
                        ? Objects.requireNonNull(
                                walker("volunteer of the station").person())
                        : null;
                teams.add(new Thing(team(site, field, captain).toString(), spot, site, field, captain));
            });
            jdbc.sql("select id from network.act where site = :site and withdrawn_at is null order by day limit 1")
                    .param("site", site)
                    .query(UUID.class)
                    .optional()
                    .ifPresent(act -> acts.add(new Thing(act.toString(), where, site, null, null)));
        }
        List<Thing> branches = new ArrayList<>();
        List<Thing> fields = new ArrayList<>();
        for (String field : List.of(FIELD, OTHER_FIELD)) {
            UUID branch = jdbc.sql("select id from network.site where field = :field and closed is null")
                    .param("field", field)
                    .query(UUID.class)
                    .single();
            places.put("branch " + field, branch);
            sites.add(new Thing(branch.toString(), "branch " + field, branch, field, null));
            branches.add(new Thing(field, "branch " + field, branch, field, null));
            fields.add(new Thing(field, "field " + field, place("center"), field, null));
        }
        String unit = jdbc.sql("select number from unit.unit order by number limit 1")
                .query(String.class)
                .single();
        kinds.put("person", new Kind(Action.PERSON_READ, people));
        kinds.put("account", new Kind(Action.ACCOUNT_READ, accounts));
        kinds.put("grant", new Kind(Action.GRANT_READ, grants));
        kinds.put("holding", new Kind(Action.STAFF_READ, holdings));
        kinds.put("volunteer", new Kind(Action.VOLUNTEER_READ, volunteers));
        kinds.put("project", new Kind(Action.PROJECT_READ, projects));
        kinds.put("team", new Kind(Action.PUBLIC_READ, teams));
        kinds.put("roll", new Kind(Action.VOLUNTEER_IMPORT, rolls));
        kinds.put("pair", new Kind(Action.VOLUNTEER_IMPORT, pairs));
        kinds.put("occasion", new Kind(Action.HOURS_READ, occasions));
        kinds.put("entry", new Kind(Action.HOURS_READ, entries));
        kinds.put("activity", new Kind(Action.ACTIVITY_LEAD_READ, activities));
        kinds.put("project", new Kind(Action.PROJECT_READ, projects));
        kinds.put("application", new Kind(Action.CERTIFICATE_ISSUE, applications));
        kinds.put("certificate", new Kind(Action.CERTIFICATE_READ, certificates));
        kinds.put("star", new Kind(Action.STAR_READ, stars));
        kinds.put("complaint", new Kind(Action.COMPLAINT_READ, complaints));
        kinds.put("site", new Kind(Action.SITE_READ, sites));
        kinds.put("act", new Kind(Action.SITE_READ, acts));
        kinds.put("branch", new Kind(Action.SITE_READ, branches));
        kinds.put("field", new Kind(Action.SITE_READ, fields));
        kinds.put("unit", new Kind(Action.SITE_READ, List.of(new Thing(unit, "center", place("center"), null, null))));
    }

    /** At some places also what belongs to one field of service. */
    private static Map<String, @Nullable String> spots(String where) {
        Map<String, @Nullable String> spots = new LinkedHashMap<>();
        spots.put(where, null);
        if (where.equals("center") || where.equals("station")) {
            spots.put(where + ", " + FIELD, FIELD);
            spots.put(where + ", " + OTHER_FIELD, OTHER_FIELD);
        }
        return spots;
    }

    /** Over long ago, so that no place has one post more or less of it. */
    private UUID holding(UUID site, @Nullable String field, UUID person) {
        UUID holding = UUID.randomUUID();
        jdbc.sql("""
                        insert into staff.holding (id, site, field, post, single, days, office, document, end_document, ended_by)
                        values (?, ?, ?, (select min(key) from network.required_post), false,
                                daterange('2020-01-01', '2020-02-01'), '', '示例文', '示例文', '')""").params(Arrays.asList(holding, site, field)).update();
        jdbc.sql("insert into staff.holder (holding, site, field, person) values (?, ?, ?, ?)")
                .params(Arrays.asList(holding, site, field, person))
                .update();
        return holding;
    }

    private UUID team(UUID site, @Nullable String field, @Nullable UUID captain) {
        UUID team = UUID.randomUUID();
        jdbc.sql("""
                        insert into team.team (id, number, name, level, level_position, kind, site, field, about, founded_on)
                        select ?, ?, '示例试验队', l.key, l.position, (select min(key) from team.kind), ?, ?, '', '2020-01-01'
                        from team.level l order by l.position desc limit 1""")
                .params(Arrays.asList(team, "ZZ%05d".formatted(next++), site, field))
                .update();
        if (captain != null) {
            jdbc.sql("""
                            insert into team.lead (id, team, person, volunteer, office, days, serving, checked_years, at)
                            values (?, ?, ?, ?, 'CAPTAIN', daterange('2020-01-01', null), true, 18, '2020-01-01Z')""")
                    .params(UUID.randomUUID(), team, captain, volunteer(site, captain))
                    .update();
        }
        return team;
    }

    /** A roll that is at its end, by which one came in. */
    private UUID roll(UUID site, UUID person, UUID volunteer) {
        UUID roll = UUID.randomUUID();
        jdbc.sql("""
                        insert into roll.roll (id, site, title, file_name, digest, state, total, likely, uploader,
                            uploaded_at, confirmer, confirmed_at, ended_at)
                        values (?, ?, '测试名册', '测试.csv', repeat('0', 64), 'DONE', 1, 1, '测试', '2020-01-01Z', '测试',
                            '2020-01-01Z', '2020-01-01Z')""").params(roll, site).update();
        jdbc.sql("""
                        insert into roll.line (roll, line, site, kind, person, volunteer, at)
                        values (?, 2, ?, 'LIKELY', ?, ?, '2020-01-01Z')""").params(roll, site, person, volunteer).update();
        return roll;
    }

    private UUID pair(UUID roll, UUID site, UUID person, UUID other) {
        UUID pair = UUID.randomUUID();
        jdbc.sql("""
                        insert into roll.pair (id, roll, line, site, person, other, state, since)
                        values (?, ?, 2, ?, ?, ?, 'OPEN', '2020-01-01Z')""").params(pair, roll, site, person, other).update();
        jdbc.sql("""
                        insert into roll.decision (id, pair, state, at, who, reason)
                        values (?, ?, 'SPLIT', '2020-01-01Z', '测试', '测试')""").params(UUID.randomUUID(), pair).update();
        return pair;
    }

    /** One whom others entered: nobody knows of him but those who work there. */
    private UUID volunteer(UUID site, UUID person) {
        UUID volunteer = UUID.randomUUID();
        String number = VolunteerNumber.of("ZZ", next++).value();
        jdbc.sql("""
                        insert into volunteer.volunteer (id, person, number, site, state, source, registered_at, free_known)
                        values (?, ?, ?, ?, 'INVITED', 'IMPORT', '2020-01-01Z', false)""").params(volunteer, person, number, site).update();
        return volunteer;
    }

    /** Still an idea: nobody knows of it but who leads it and those who work there. */
    /** An activity of long ago, with hours of somebody else than who leads it. */
    private UUID occasion(UUID site) {
        UUID leader = UUID.randomUUID();
        UUID activity = UUID.randomUUID();
        jdbc.sql("""
                        insert into activity.activity (id, number, site, title, content, place, starts, ends, rest_minutes, conditions,
                            how_to, risk, risks, safeguards, enrol_from, enrol_until, state, leaders)
                        values (?, ?, ?, '测试活动', '测试', '测试处', '2019-03-01Z', '2019-03-01T02:00Z', 0, '', '', 'LOW', '测试', '测试',
                            '2019-02-01Z', '2019-02-28Z', 'ARCHIVED', array[cast(? as uuid)])""")
                .params(activity, "A2019-%06d".formatted(next++), site, leader)
                .update();
        jdbc.sql("""
                        insert into hours.occasion (activity, site, organiser, starts, ends, rest_minutes, risky, insured, leaders,
                            issue, seen_at)
                        values (?, ?, gen_random_uuid(), '2019-03-01Z', '2019-03-01T02:00Z', 0, false, false,
                            array[cast(? as uuid)], gen_random_uuid(), '2019-03-01Z')""").params(activity, site, leader).update();
        return activity;
    }

    private UUID entry(UUID occasion, UUID site, UUID volunteer, UUID person) {
        UUID entry = UUID.randomUUID();
        jdbc.sql("""
                        insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way, class,
                            recorded_at, taken_at, rule_pack, present_minutes, minutes, tier, state, reason, account)
                        values (?, gen_random_uuid(), ?, ?, ?, ?, '2019-03-01', 1, '2019-03-01Z', '2019-03-01T02:00Z', 'CODE',
                            'ORDINARY', '2019-03-01Z', '2019-03-01Z', (select min(version) from hours.rule_pack), 120, 0, 0,
                            'REFUSED', '测试', gen_random_uuid())""").params(entry, occasion, site, volunteer, person).update();
        return entry;
    }

    private UUID project(UUID site, @Nullable String field, UUID leader) {
        UUID project = UUID.randomUUID();
        jdbc.sql("""
                        insert into project.project (id, title, site, field, leader, state, drafted_at)
                        values (?, '测试项目', ?, ?, ?, 'IDEA', '2020-01-01Z')""").params(Arrays.asList(project, site, field, leader)).update();
        return project;
    }

    /** Still a draft: nobody knows of it but who leads it and those who work there. */
    private UUID activity(UUID site, @Nullable String field, UUID leader) {
        UUID activity = UUID.randomUUID();
        jdbc.sql("""
                        insert into activity.activity
                            (id, number, site, field, title, content, place, starts, ends, rest_minutes, conditions, how_to,
                             risk, risks, safeguards, enrol_from, enrol_until, state, leaders)
                        values (?, ?, ?, ?, '测试活动', '测试', '测试地点', '2020-03-01 01:00Z', '2020-03-01 02:00Z', 0, '', '',
                             'LOW', '测试', '测试', '2020-02-01Z', '2020-02-28Z', 'DRAFT', array[cast(? as uuid)])""")
                .params(Arrays.asList(activity, "A2020-%06d".formatted(next), site, field, leader))
                .update();
        return activity;
    }

    /** One that was settled long ago, so that nobody waits for it. */
    private UUID application(UUID site, UUID person, UUID volunteer) {
        UUID application = UUID.randomUUID();
        jdbc.sql("""
                        insert into certificate.application (id, volunteer, person, site, from_day, to_day, purpose, channel,
                            state, at, settled_at, settled_name, reason)
                        values (?, ?, ?, ?, '2020-01-01', '2020-01-31', '', 'COUNTER', 'ISSUED', '2020-02-01Z',
                            '2020-02-01Z', '', '')""").params(application, volunteer, person, site).update();
        return application;
    }

    /** Answered long ago, and about nobody. */
    private UUID complaint(UUID site, UUID person) {
        UUID complaint = UUID.randomUUID();
        jdbc.sql("""
                        insert into complaint.complaint (id, number, receipt, kind, topic, subject_kind, subject_id,
                            subject_label, about, person, words, at, persons, accounts, site, due, raised, state, appeal_until)
                        values (?, ?, sha256(cast(? as bytea)), 'COMPLAINT', 'other', 'SITE', ?, '测试处', ?, ?, '测试投诉内容',
                            '2020-01-01Z', '{}', '{}', ?, '2020-02-01Z', 0, 'REPLIED', '2020-03-01Z')""")
                .params(
                        complaint,
                        "T2020-%06d".formatted(next),
                        complaint.toString(),
                        site.toString(),
                        site,
                        person,
                        site)
                .update();
        return complaint;
    }

    /** With one hour, whose words nobody can open. */
    private UUID certificate(UUID application, UUID site, UUID person, UUID volunteer) {
        UUID certificate = UUID.randomUUID();
        String code = "%020d".formatted(1000 + next);
        String number = "ZZ-2020-%07d".formatted(next);
        jdbc.sql("""
                        insert into certificate.certificate (id, application, volunteer, person, site, number, code, state,
                            from_day, to_day, minutes, lines, issued_at, handler, handler_name, pdf_digest, document, paper,
                            erased_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'ISSUED', '2020-01-01', '2020-01-31', 60, 1, '2020-02-01Z', ?, '测试',
                            sha256('x'), null, null, '2020-03-01Z')""")
                .params(certificate, application, volunteer, person, site, number, code, UUID.randomUUID())
                .update();
        jdbc.sql("""
                        insert into certificate.line (certificate, position, site, entry, day, minutes, manner, late)
                        values (?, 1, ?, 'x', '2020-01-02', 60, 'CODE', false)""").params(certificate, site).update();
        jdbc.sql("""
                        insert into certificate.shown (certificate, code, number, name, state, erased, issuer, issued_on,
                            from_day, to_day, minutes, scanned, led, paper, late, pdf_digest)
                        values (?, ?, ?, '', 'ISSUED', true, '测试', '2020-02-01', '2020-01-01', '2020-01-31', 60, 60, 0, 0,
                            0, sha256('x'))""").params(certificate, code, number).update();
        return certificate;
    }

    /** One that was stopped long ago, so that nobody waits for it. */
    private UUID star(UUID site, UUID person, UUID volunteer) {
        UUID star = UUID.randomUUID();
        jdbc.sql("""
                        insert into reward.star (id, number, volunteer, person, site, scheme, star, state, cause, reason,
                            minutes, asked, proposed_at)
                        select ?, ?, ?, ?, ?, g.scheme, g.star, 'PROPOSED', '', '', g.minutes, false, '2020-01-01Z'
                        from reward.grade g order by g.scheme, g.star limit 1""")
                .params(star, "X2020-%06d".formatted(next), volunteer, person, site)
                .update();
        jdbc.sql("update reward.star set state = 'STOPPED', cause = 'REFUSED', reason = '测试' where id = ?")
                .params(star)
                .update();
        return star;
    }
}
