package org.zhiyuan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Period;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packs keep what their README promises: keys meet, periods do not overlap, what is made up says so. */
class PackTest {
    private static final Path OTHER = Path.of("src/test/city/qingshi");
    private static final List<String> TIERS = List.of("center", "institute", "station", "point");
    private static final String HOURS =
            "(Mo|Tu|We|Th|Fr|Sa|Su)([-,](Mo|Tu|We|Th|Fr|Sa|Su))* \\d\\d:\\d\\d-\\d\\d:\\d\\d(,\\d\\d:\\d\\d-\\d\\d:\\d\\d)*";

    static Stream<Path> packs() throws IOException {
        return Stream.of(sample(), OTHER);
    }

    @Test
    void theSampleIsTheNetworkOfTheSpeech() throws IOException {
        List<Map<String, String>> today = rows(sample(), "sites.csv").stream()
                .filter(site -> blank(site, "closed"))
                .toList();
        Map<String, List<Map<String, String>>> byTier = today.stream().collect(groupingBy(site -> at(site, "tier")));

        assertThat(byTier.get("center")).hasSize(1);
        assertThat(byTier.get("institute")).hasSize(9);
        assertThat(byTier.get("station")).hasSize(103);
        assertThat(byTier.get("station").stream().filter(site -> !blank(site, "divisionCode")))
                .hasSize(102);
        assertThat(one(today, "shortName", "大石庄村站")).containsEntry("divisionCode", "");
        assertThat(one(today, "shortName", "山口村点")).containsEntry("tier", "point");
        assertThat(rows(sample(), "branch-centers.csv")).hasSize(6);
        assertThat(rows(sample(), "responsibilities.csv").stream()
                        .filter(row -> blank(row, "until"))
                        .filter(row -> at(row, "unit").equals("education-sports"))
                        .map(row -> at(row, "field")))
                .containsExactlyInAnyOrder("education", "sports");
    }

    @ParameterizedTest
    @MethodSource("packs")
    void placesStandInATreeThatFollowsTheTiers(Path pack) throws IOException {
        Map<String, Map<String, String>> seen = new LinkedHashMap<>();
        for (Map<String, String> site : rows(pack, "sites.csv")) {
            assertThat(seen.put(at(site, "key"), site))
                    .as("key %s", at(site, "key"))
                    .isNull();
            assertThat(at(site, "divisionCode")).matches("(\\d{6}|\\d{9}|\\d{12})?");
            assertThat(TIERS).contains(at(site, "tier"));
            if (at(site, "tier").equals("center")) {
                assertThat(at(site, "parent")).isEmpty();
                continue;
            }
            Map<String, String> parent = seen.get(at(site, "parent"));
            assertThat(parent).as("%s stands after its parent", at(site, "key")).isNotNull();
            assertThat(TIERS.indexOf(at(site, "tier"))).isGreaterThanOrEqualTo(TIERS.indexOf(at(parent, "tier")));
            if (!blank(site, "divisionCode") && !blank(parent, "divisionCode")) {
                assertThat(at(site, "divisionCode")).startsWith(at(parent, "divisionCode"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void everyKeyThatIsNamedExists(Path pack) throws IOException {
        Set<String> sites = keys(pack, "sites.csv");
        Set<String> places = new HashSet<>(sites);
        places.addAll(keys(pack, "branch-centers.csv"));
        Set<String> fields = keys(pack, "fields.csv");
        Set<String> units = keys(pack, "units.csv");

        assertNamed(pack, "branch-centers.csv", "field", fields);
        assertNamed(pack, "branch-centers.csv", "parent", sites);
        assertNamed(pack, "responsibilities.csv", "field", fields);
        assertNamed(pack, "responsibilities.csv", "unit", units);
        assertNamed(pack, "units.csv", "successor", units);
        assertNamed(pack, "history.csv", "site", sites);
        assertNamed(pack, "history.csv", "other", sites);
        assertNamed(pack, "placefile.csv", "site", places);
        assertNamed(pack, "placefile.csv", "check", keys(pack, "checks.csv"));
        assertNamed(pack, "holders.csv", "site", places);
        assertNamed(pack, "holders.csv", "post", keys(pack, "posts.csv"));
        assertNamed(pack, "accounts.csv", "site", sites);
        assertNamed(pack, "accounts.csv", "field", fields);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void oneUnitAnswersForAFieldAtATime(Path pack) throws IOException {
        Map<String, List<Period>> periods = new HashMap<>();
        for (Map<String, String> row : rows(pack, "responsibilities.csv")) {
            Period period = new Period(
                    LocalDate.parse(at(row, "from")), blank(row, "until") ? null : LocalDate.parse(at(row, "until")));
            List<Period> others = periods.computeIfAbsent(at(row, "field"), field -> new ArrayList<>());
            assertThat(others).noneMatch(period::overlaps);
            others.add(period);
        }
        assertThat(periods.keySet()).isEqualTo(keys(pack, "fields.csv"));
    }

    @ParameterizedTest
    @MethodSource("packs")
    void hoursDaysAndCodesCanBeRead(Path pack) throws IOException {
        for (Map<String, String> site : rows(pack, "sites.csv")) {
            for (String rule : at(site, "openingHours").split("; ")) {
                assertThat(rule).as(at(site, "key")).matches(HOURS + "|");
            }
            assertThat(LocalDate.parse(at(site, "opened"))).isBefore(LocalDate.parse("2026-11-23"));
        }
        for (Map<String, String> unit : rows(pack, "units.csv")) {
            if (!blank(unit, "creditCode")) {
                assertThat(CreditCode.check(at(unit, "creditCode"))).isEqualTo(Decision.allowed());
            }
        }
        for (Map<String, String> day : rows(pack, "calendar.csv")) {
            boolean weekend = LocalDate.parse(at(day, "day")).getDayOfWeek().getValue() > 5;
            assertThat(at(day, "kind")).isIn("holiday", "workday");
            assertThat(at(day, "kind").equals("workday") && !weekend)
                    .as(at(day, "day"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void whatIsMadeUpSaysSo(Path pack) throws IOException {
        Predicate<String> saysSo = text -> text.contains("示例") || text.contains("样例") || text.contains("例");
        assertThat(rows(pack, "holders.csv").stream().map(row -> at(row, "name")))
                .allMatch(saysSo);
        assertThat(rows(pack, "accounts.csv").stream().map(row -> at(row, "name")))
                .allMatch(saysSo);
        assertThat(rows(pack, "placefile.csv").stream().map(row -> at(row, "text")))
                .allMatch(saysSo);
        assertThat(rows(pack, "history.csv").stream().map(row -> at(row, "note")))
                .allMatch(saysSo);
        for (String file : List.of("sites.csv", "history.csv", "responsibilities.csv", "holders.csv")) {
            assertThat(rows(pack, file).stream().map(row -> at(row, "document")))
                    .as(file)
                    .allMatch(document -> document.startsWith("示例"));
        }
    }

    @Test
    void everyRoleHasTwoSampleAccounts() throws IOException {
        Map<String, List<Map<String, String>>> byRole =
                rows(sample(), "accounts.csv").stream().collect(groupingBy(row -> at(row, "role")));
        assertThat(byRole)
                .hasSize(12)
                .allSatisfy((role, accounts) -> assertThat(accounts).hasSizeGreaterThan(1));
        assertThat(byRole.get("station_operator").stream().map(row -> at(row, "site")))
                .as("siblings, a station's point, another street")
                .contains("530181009205", "530181009209", "shankou", "530181003212");
    }

    @Test
    void placesOfTheSampleLieInTheirStreetOnTheMap() throws IOException {
        Map<String, Map<String, String>> sites = new HashMap<>();
        rows(sample(), "sites.csv").forEach(site -> sites.put(at(site, "key"), site));
        Map<String, Path2D> areas = areas();
        assertThat(areas).hasSize(9);
        for (Map<String, String> site : sites.values()) {
            Map<String, String> street = site;
            while (!areas.containsKey(at(street, "key")) && !blank(street, "parent")) {
                street = Objects.requireNonNull(sites.get(at(street, "parent")));
            }
            if (areas.get(at(street, "key")) instanceof Path2D area) {
                assertThat(area.contains(
                                Double.parseDouble(at(site, "longitude")), Double.parseDouble(at(site, "latitude"))))
                        .as(at(site, "name"))
                        .isTrue();
            }
        }
    }

    private static Map<String, Path2D> areas() throws IOException {
        JsonNode map = JsonMapper.builder().build().readTree(sample().resolve("map.geojson"));
        Map<String, Path2D> areas = new HashMap<>();
        for (JsonNode feature : map.path("features")) {
            var area = new Path2D.Double(Path2D.WIND_EVEN_ODD);
            for (JsonNode polygon : feature.path("geometry").path("coordinates")) {
                for (JsonNode ring : polygon) {
                    area.moveTo(
                            ring.path(0).path(0).asDouble(),
                            ring.path(0).path(1).asDouble());
                    ring.forEach(corner -> area.lineTo(
                            corner.path(0).asDouble(), corner.path(1).asDouble()));
                    area.closePath();
                }
            }
            areas.put(feature.path("properties").path("site").asString(), area);
        }
        return areas;
    }

    private static void assertNamed(Path pack, String file, String column, Set<String> keys) throws IOException {
        assertThat(rows(pack, file).stream().map(row -> at(row, column)).filter(key -> !key.isEmpty()))
                .as("%s of %s", column, file)
                .allMatch(keys::contains);
    }

    private static Set<String> keys(Path pack, String file) throws IOException {
        return rows(pack, file).stream().map(row -> at(row, "key")).collect(toSet());
    }

    private static Map<String, String> one(List<Map<String, String>> rows, String column, String value) {
        List<Map<String, String>> found =
                rows.stream().filter(row -> at(row, column).equals(value)).toList();
        assertThat(found).as(value).hasSize(1);
        return found.getFirst();
    }

    private static boolean blank(Map<String, String> row, String column) {
        return at(row, column).isEmpty();
    }

    private static String at(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    /** The built-in pack; which city that is, only its folder says. */
    private static Path sample() throws IOException {
        try (var folders = Files.list(Path.of("src/main/resources/city"))) {
            List<Path> found = folders.filter(Files::isDirectory).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    private static List<Map<String, String>> rows(Path pack, String file) throws IOException {
        List<List<String>> lines = cells(Files.readString(pack.resolve(file), StandardCharsets.UTF_8));
        List<String> head = lines.getFirst();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            assertThat(line).as("%s %s", file, line).hasSameSizeAs(head);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < head.size(); i++) {
                row.put(head.get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> cells(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"' && quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        assertThat(quoted || !cell.isEmpty()).as("ends with a whole line").isFalse();
        return lines;
    }
}
