package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
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
                Drawn drawn = drawn(database, results);
                Map<String, Visitor> first = visitors(running.port(), drawn.phone());
                for (int n = 0; n < CONNECTIONS; n++) {
                    everybody.add(n == 0 ? first : alike(running.port(), first));
                }
                List<Pages.Page> pages = pages(drawn);
                Pages measuring = new Pages(database, results, WORK);
                measuring.measure(first, pages);
                measuring.atOnce(everybody, pages);
            } finally {
                everybody.stream().flatMap(one -> one.values().stream()).forEach(Visitor::close);
            }
            met = results.publish();
        }
        System.exit(met ? 0 : 1);
    }

    private static Map<String, Visitor> visitors(int port, String phone) throws IOException, InterruptedException {
        Map<String, Visitor> visitors = new HashMap<>();
        visitors.put("", new Visitor(port));
        Visitor operator = new Visitor(port);
        operator.signIn("center");
        visitors.put("center", operator);
        Visitor volunteer = new Visitor(port);
        volunteer.signInByPhone(phone);
        visitors.put("volunteer", volunteer);
        return visitors;
    }

    /** The same sign-ins on connections of their own. */
    private static Map<String, Visitor> alike(int port, Map<String, Visitor> visitors) {
        Map<String, Visitor> alike = new HashMap<>();
        visitors.forEach((login, visitor) -> alike.put(login, visitor.alike(port)));
        return alike;
    }

    /** What the pages are asked with. */
    private record Drawn(
            List<String> activities,
            List<String> volunteers,
            List<String> entries,
            List<String> own,
            List<String> sites,
            String phone) {}

    private static Drawn drawn(Database database, Results results) throws SQLException {
        results.add(
                "volunteers",
                Double.parseDouble(texts(database, "select count(*)::text from volunteer.volunteer")
                        .getFirst()),
                "");
        results.add(
                "activities",
                Double.parseDouble(texts(database, "select count(*)::text from activity.activity")
                        .getFirst()),
                "");
        results.add(
                "hour entries",
                Double.parseDouble(texts(database, "select count(*)::text from hours.entry")
                        .getFirst()),
                "");
        String busiest = texts(database, """
                select e.volunteer::text from hours.entry e join volunteer.volunteer v on v.id = e.volunteer
                where v.number between (select min(number) from volunteer.volunteer where state = 'ACTIVE' and registered_at < now() - interval '3 years')
                    and (select max(number) from volunteer.volunteer) and e.state = 'VALID'
                order by e.began desc limit 1""").getFirst();
        String ordinal = texts(database, """
                select (count(*) - 1)::text from volunteer.volunteer v, volunteer.volunteer f
                where f.id = '%1$s' and v.registered_at < now() - interval '3 years' and v.number <= f.number""".formatted(busiest)).getFirst();
        return new Drawn(
                texts(database, "select id::text from activity.activity order by id desc offset 100 limit 12"),
                texts(
                        database,
                        "select id::text from volunteer.volunteer where state = 'ACTIVE' order by number limit 12"),
                texts(
                        database,
                        "select id::text from hours.entry where state = 'VALID' order by taken_at desc limit 12"),
                texts(database, """
                        select id::text from hours.entry where volunteer = '%s' and state = 'VALID' order by began desc limit 12""".formatted(busiest)),
                texts(
                        database,
                        "select site::text from volunteer.volunteer group by site order by count(*) desc limit 12"),
                "1962%07d".formatted(Integer.parseInt(ordinal)));
    }

    private static List<Pages.Page> pages(Drawn drawn) {
        return List.of(
                new Pages.Page("activities, public list", "", n -> "/activities?page=" + (n + 1)),
                new Pages.Page("activities of a place", "", n -> "/activities?site=" + of(drawn.sites(), n)),
                new Pages.Page("activity", "", n -> "/activities/" + of(drawn.activities(), n)),
                new Pages.Page("search, by word", "", n -> "/search?q=" + Visitor.encoded(n % 2 == 0 ? "护河" : "连然")),
                new Pages.Page("volunteers, office list", "center", n -> "/office/volunteers?page=" + (n + 1)),
                new Pages.Page(
                        "volunteers of a state", "center", n -> "/office/volunteers?state=DORMANT&page=" + (n + 1)),
                new Pages.Page(
                        "volunteer, office page", "center", n -> "/office/volunteers/" + of(drawn.volunteers(), n)),
                new Pages.Page("activities, office list", "center", n -> "/office/activities?page=" + (n + 1)),
                new Pages.Page(
                        "activity, office page", "center", n -> "/office/activities/" + of(drawn.activities(), n)),
                new Pages.Page("hours, office desk", "center", n -> "/office/hours?page=" + (n + 1)),
                new Pages.Page("hours, one entry", "center", n -> "/office/hours/" + of(drawn.entries(), n)),
                new Pages.Page("workbench", "center", n -> "/workbench"),
                new Pages.Page("my hours", "volunteer", n -> "/me/hours"),
                new Pages.Page("my hours, one entry", "volunteer", n -> "/me/hours/" + of(drawn.own(), n)),
                new Pages.Page("my activities", "volunteer", n -> "/me/activities"),
                new Pages.Page("my record", "volunteer", n -> "/me/volunteer"));
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
