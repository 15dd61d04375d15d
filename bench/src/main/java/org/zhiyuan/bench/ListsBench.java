package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lists, searches and personal pages of a full city, each beside its own SQL, and all of them at eight connections. The
 * city is one that {@code ./zhiyuan sample --full} filled.
 */
public final class ListsBench {
    private static final int CONNECTIONS = 8;
    private static final int CERTIFIED_DAYS = 200;
    private static final String OFFICE = "center";
    private static final String VOLUNTEERS = "/office/volunteers";
    private static final Path WORK = Path.of("bench/target/lists").toAbsolutePath();

    private ListsBench() {}

    /** {@code [DIR]}: the data folder of the full city; {@code bench/target/full-city} where none is given. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Path data =
                Path.of(args.length > 0 ? args[0] : "bench/target/full-city").toAbsolutePath();
        if (!Files.exists(data.resolve("zhiyuan.cell"))) {
            System.err.println("no city at " + data + "; fill one: ./zhiyuan sample --full --data " + data);
            System.exit(2);
        }
        var results = new Results("lists");
        Files.createDirectories(WORK);
        boolean met;
        try (var running = Program.house(data).start()) {
            var database = new Database(data);
            List<Map<String, Visitor>> everybody = new ArrayList<>();
            try {
                count(database, results);
                Somebody volunteer = busiest(database);
                Somebody leader = leader(database);
                Map<String, Visitor> first = visitors(running.port(), volunteer, leader);
                everybody.add(first);
                Paper paper = paper(database, first, volunteer);
                Pages measuring = new Pages(database, results, WORK);
                List<Pages.Page> pages = new ArrayList<>(publicPages(database, paper, leader));
                pages.addAll(officePages(database));
                pages.addAll(ownPages(volunteer, paper));
                pages.addAll(leadersPages(leader));
                measuring.measure(first, pages);
                measuring.alone(first, byPhone());
                while (everybody.size() < CONNECTIONS) {
                    everybody.add(alike(running.port(), first));
                }
                measuring.atOnce(everybody, pages);
            } finally {
                everybody.stream().flatMap(one -> one.values().stream()).forEach(Visitor::close);
            }
            met = results.publish();
        }
        System.exit(met ? 0 : 1);
    }

    private static Map<String, Visitor> visitors(int port, Somebody volunteer, Somebody leader)
            throws IOException, InterruptedException {
        Map<String, Visitor> visitors = new HashMap<>();
        visitors.put("", new Visitor(port));
        Visitor operator = new Visitor(port);
        operator.signIn("center");
        visitors.put("center", operator);
        Visitor own = new Visitor(port);
        own.signInByPhone(volunteer.phone());
        visitors.put("volunteer", own);
        Visitor leading = new Visitor(port);
        leading.signInByPhone(leader.phone());
        visitors.put("leader", leading);
        return visitors;
    }

    /** The same sign-ins on connections of their own. */
    private static Map<String, Visitor> alike(int port, Map<String, Visitor> visitors) {
        Map<String, Visitor> alike = new HashMap<>();
        visitors.forEach((login, visitor) -> alike.put(login, visitor.alike(port)));
        return alike;
    }

    // --- what the pages are asked with ---

    private static void count(Database database, Results results) throws SQLException {
        for (String table : List.of("volunteer.volunteer", "activity.activity", "hours.entry", "team.membership")) {
            String counted =
                    texts(database, "select count(*)::text from " + table).getFirst();
            results.add("rows of " + table, Double.parseDouble(counted), "");
        }
    }

    /** @param of what the other pages of somebody are asked with: own activities, own entries */
    private record Somebody(String volunteer, String site, String phone, List<String> of, String team) {}

    /** Everybody has a telephone of its own, by the order of their numbers. */
    private static String phone(Database database, String volunteer) throws SQLException {
        String ordinal = texts(database, """
                select (count(*) - 1)::text from volunteer.volunteer v, volunteer.volunteer f
                where f.id = '%s' and v.registered_at < now() - interval '3 years' and v.number <= f.number""".formatted(volunteer)).getFirst();
        return phone(Integer.parseInt(ordinal));
    }

    private static String phone(int ordinal) {
        return "1962%07d".formatted(ordinal);
    }

    private static Somebody busiest(Database database) throws SQLException {
        String[] row = texts(database, """
                select e.volunteer || '|' || e.site from hours.entry e join volunteer.volunteer v on v.id = e.volunteer
                where v.registered_at < now() - interval '3 years' and e.state = 'VALID' and e.presence is not null
                group by e.volunteer, e.site order by count(*) desc, e.volunteer limit 1""").getFirst().split("\\|");
        return new Somebody(row[0], row[1], phone(database, row[0]), texts(database, """
                select id::text from hours.entry where volunteer = '%s' and state = 'VALID' order by began desc limit 12""".formatted(row[0])), "");
    }

    private static Somebody leader(Database database) throws SQLException {
        String[] row = texts(database, """
                select l.volunteer || '|' || t.site || '|' || t.id || '|' || l.person
                from team.lead l join team.team t on t.id = l.team join volunteer.volunteer v on v.id = l.volunteer
                where v.registered_at < now() - interval '3 years'
                order by (select count(*) from team.membership m where m.team = t.id) desc, t.number limit 1""").getFirst().split("\\|");
        return new Somebody(row[0], row[1], phone(database, row[0]), texts(database, """
                        select id::text from activity.activity where leaders @> array['%s'::uuid] and state = 'RECORDED'
                        order by starts desc limit 12""".formatted(row[3])), row[2]);
    }

    /** A certificate: of whoever signed in as volunteer, by its id and by its public code. */
    private record Paper(String id, String code) {}

    /** The volunteer's own; asked for and issued where he has none. */
    private static Paper paper(Database database, Map<String, Visitor> visitors, Somebody volunteer)
            throws IOException, InterruptedException, SQLException {
        String issued = """
                select c.id || '|' || s.code from certificate.certificate c join certificate.shown s on s.certificate = c.id
                where c.volunteer = '%s' order by c.issued_at desc limit 1""".formatted(volunteer.volunteer());
        if (texts(database, issued).isEmpty()) {
            Visitor own = of(visitors, "volunteer");
            Map<String, String> asked =
                    own.get("/me/certificates/new").mustBe(200).hidden();
            LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneId.of("Asia/Shanghai"));
            asked.put("site", volunteer.site());
            asked.put("from", today.minusDays(CERTIFIED_DAYS).toString());
            asked.put("to", today.toString());
            asked.put("purpose", "");
            own.post("/me/certificates/applications", asked).mustBe(200);
            String application = texts(
                            database,
                            "select id::text from certificate.application where volunteer = '%s' and state = 'OPEN'"
                                    .formatted(volunteer.volunteer()))
                    .getFirst();
            Visitor office = of(visitors, "center");
            String page = "/office/certificate-applications/" + application;
            office.post(page + "/certificate", office.get(page).mustBe(200).hidden())
                    .mustBe(200);
        }
        String[] row = texts(database, issued).getFirst().split("\\|");
        return new Paper(row[0], row[1]);
    }

    private static Visitor of(Map<String, Visitor> visitors, String login) {
        return Objects.requireNonNull(visitors.get(login), login);
    }

    // --- the pages ---

    private static List<Pages.Page> publicPages(Database database, Paper paper, Somebody leader) throws SQLException {
        List<String> activities =
                texts(database, "select id::text from activity.activity order by id desc offset 100 limit 12");
        List<String> sites = texts(
                database, "select site::text from volunteer.volunteer group by site order by count(*) desc limit 12");
        return List.of(
                new Pages.Page("activities, public list", "", n -> "/activities?page=" + (n + 1)),
                new Pages.Page("activities of a place", "", n -> "/activities?site=" + of(sites, n)),
                new Pages.Page("activity", "", n -> "/activities/" + of(activities, n)),
                new Pages.Page("search, by word", "", n -> "/search?q=" + Visitor.encoded(n % 2 == 0 ? "护河" : "连然")),
                new Pages.Page("teams, public list", "", n -> "/teams?page=" + (n + 1)),
                new Pages.Page("team", "", n -> "/teams/" + leader.team()),
                new Pages.Page("certificate, public page", "", n -> "/certificates/" + paper.code()));
    }

    private static List<Pages.Page> officePages(Database database) throws SQLException {
        List<String> activities =
                texts(database, "select id::text from activity.activity order by id desc offset 100 limit 12");
        List<String> volunteers = texts(
                database, "select id::text from volunteer.volunteer where state = 'ACTIVE' order by number limit 12");
        List<String> numbers =
                texts(database, "select number from volunteer.volunteer where state = 'ACTIVE' order by id limit 12");
        List<String> entries = texts(
                database, "select id::text from hours.entry where state = 'VALID' order by taken_at desc limit 12");
        return List.of(
                new Pages.Page("volunteers, list", OFFICE, n -> "/office/volunteers?page=" + (n * 200 + 1)),
                new Pages.Page(
                        "volunteers of a state", OFFICE, n -> "/office/volunteers?state=DORMANT&page=" + (n + 1)),
                new Pages.Page(
                        "volunteers, by number",
                        OFFICE,
                        n -> VOLUNTEERS + "/search",
                        new Pages.Form(VOLUNTEERS, "words", n -> of(numbers, n))),
                new Pages.Page("volunteer, office page", OFFICE, n -> VOLUNTEERS + "/" + of(volunteers, n)),
                new Pages.Page("activities, office list", OFFICE, n -> "/office/activities?page=" + (n + 1)),
                new Pages.Page("activity, office page", OFFICE, n -> "/office/activities/" + of(activities, n)),
                new Pages.Page("check-in desk", OFFICE, n -> "/checkin/" + of(activities, n) + "/desk"),
                new Pages.Page("hours, office desk", OFFICE, n -> "/office/hours?page=" + (n + 1)),
                new Pages.Page("hours of an activity", OFFICE, n -> "/office/hours/occasions/" + of(activities, n)),
                new Pages.Page("hours, one entry", OFFICE, n -> "/office/hours/" + of(entries, n)),
                new Pages.Page("teams, office list", OFFICE, n -> "/office/teams?page=" + (n + 1)),
                new Pages.Page("certificates, office list", OFFICE, n -> "/office/certificates"),
                new Pages.Page("workbench", OFFICE, n -> "/workbench"));
    }

    private static Pages.Page byPhone() {
        return new Pages.Page(
                "volunteers, by telephone, over HTTP only",
                OFFICE,
                n -> VOLUNTEERS + "/search",
                new Pages.Form(VOLUNTEERS, "words", n -> phone(n * 5_003)));
    }

    private static List<Pages.Page> ownPages(Somebody own, Paper paper) {
        return List.of(
                new Pages.Page("my hours", "volunteer", n -> "/me/hours?page=" + (n % 2 + 1)),
                new Pages.Page("my hours, one entry", "volunteer", n -> "/me/hours/" + of(own.of(), n)),
                new Pages.Page("my activities", "volunteer", n -> "/me/activities"),
                new Pages.Page("my record", "volunteer", n -> "/me/volunteer"),
                new Pages.Page("my data", "volunteer", n -> "/me"),
                new Pages.Page("my certificates", "volunteer", n -> "/me/certificates"),
                new Pages.Page("asking for a certificate", "volunteer", n -> "/me/certificates/new"),
                new Pages.Page("my certificate, read", "volunteer", n -> "/me/certificates/" + paper.id()));
    }

    private static List<Pages.Page> leadersPages(Somebody leader) {
        return List.of(
                new Pages.Page("my team, led", "leader", n -> "/teams/" + leader.team() + "/lead"),
                new Pages.Page("my team's roster", "leader", n -> "/teams/" + leader.team() + "/roster"),
                new Pages.Page("activity, led", "leader", n -> "/activities/" + of(leader.of(), n) + "/lead"),
                new Pages.Page("check-in desk, led", "leader", n -> "/checkin/" + of(leader.of(), n) + "/desk"));
    }

    private static String of(List<String> all, int n) {
        return all.get(n % all.size());
    }

    private static List<String> texts(Database database, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('app.everything', 'on', false)");
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    texts.add(Objects.requireNonNull(row.getString(1)));
                }
            }
        }
        return texts;
    }
}
