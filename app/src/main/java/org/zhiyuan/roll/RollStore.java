package org.zhiyuan.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.TextJson;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of rolls and of their lines. */
@Repository
class RollStore {
    static final String TABLE = "roll.roll";
    static final String SHEET = "sheet";
    static final String ERRORS = "errors";

    private static final String COLUMNS = """
            id, site, title, file_name, digest, sheet is not null as sheet_kept, errors is not null as errors_kept, state,
            fresh, known, likely, repeated, elsewhere, wrong, refused, way_out, faults, through,
            check_job, import_job, account, uploader, uploaded_at, confirmer, confirmed_at, ended_at
            """;

    private final JdbcClient jdbc;

    RollStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            RollId id,
            SiteId site,
            String title,
            String fileName,
            String digest,
            byte[] sheet,
            @Nullable UUID account,
            String uploader,
            Instant now) {
        jdbc.sql("""
                        insert into roll.roll
                            (id, site, title, file_name, digest, sheet, state, account, uploader, uploaded_at)
                        values (:id, :site, :title, :fileName, :digest, :sheet, 'CHECKING', :account, :uploader, :now)""")
                .param("id", id.value())
                .param("site", site.value())
                .param("title", title)
                .param("fileName", fileName)
                .param("digest", digest)
                .param("sheet", sheet)
                .param("account", account)
                .param("uploader", uploader)
                .param("now", at(now))
                .update();
    }

    Optional<Roll> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from roll.roll where id = :id")
                .param("id", id)
                .query(RollStore::roll)
                .optional();
    }

    /** Whoever comes second waits, and finds it as the first left it. */
    Optional<Roll> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from roll.roll where id = :id for update")
                .param("id", id)
                .query(RollStore::roll)
                .optional();
    }

    List<Roll> latest(int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + """
                         from roll.roll order by uploaded_at desc, id desc limit :limit offset :offset""")
                .param("limit", limit)
                .param("offset", offset)
                .query(RollStore::roll)
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from roll.roll").query(Long.class).single();
    }

    /** The file or the workbook of wrong lines, sealed; empty where it is let go of. */
    Optional<byte[]> kept(UUID id, String column) {
        return jdbc.sql("select case when :sheet then sheet else errors end as kept from roll.roll where id = :id")
                .param("sheet", column.equals(SHEET))
                .param("id", id)
                .query((row, n) -> Optional.ofNullable(row.getBytes("kept")))
                .optional()
                .flatMap(kept -> kept);
    }

    void checking(UUID id, UUID job) {
        jdbc.sql("""
                        update roll.roll
                        set state = 'CHECKING', check_job = :job, refused = null, way_out = null, faults = '[]',
                            errors = null
                        where id = :id""").param("job", job).param("id", id).update();
    }

    void refused(UUID id, Text reason, @Nullable Text wayOut) {
        jdbc.sql("""
                        update roll.roll set state = 'REFUSED', refused = :refused, way_out = :wayOut
                        where id = :id and state = 'CHECKING'""")
                .param("refused", TextJson.sentence(reason))
                .param("wayOut", wayOut == null ? null : TextJson.sentence(wayOut))
                .param("id", id)
                .update();
    }

    void checked(UUID id, Roll.Counts counts, List<Roll.Spot> faults, byte @Nullable [] errors) {
        jdbc.sql("""
                        update roll.roll
                        set state = 'CHECKED', total = :total, fresh = :fresh, known = :known, likely = :likely,
                            repeated = :repeated, elsewhere = :elsewhere, wrong = :wrong, faults = :faults,
                            errors = :errors
                        where id = :id and state = 'CHECKING'""")
                .param("total", counts.total())
                .param("fresh", counts.of(Roll.Kind.FRESH))
                .param("known", counts.of(Roll.Kind.KNOWN))
                .param("likely", counts.of(Roll.Kind.LIKELY))
                .param("repeated", counts.of(Roll.Kind.REPEATED))
                .param("elsewhere", counts.of(Roll.Kind.ELSEWHERE))
                .param("wrong", counts.of(Roll.Kind.WRONG))
                .param("faults", TextJson.write(flat(faults)))
                .param("errors", errors)
                .param("id", id)
                .update();
    }

    void importing(UUID id, UUID job, String confirmer, Instant now) {
        jdbc.sql("""
                        update roll.roll
                        set state = 'IMPORTING', import_job = :job, confirmer = coalesce(confirmer, :confirmer),
                            confirmed_at = coalesce(confirmed_at, :now)
                        where id = :id""")
                .param("job", job)
                .param("confirmer", confirmer)
                .param("now", at(now))
                .param("id", id)
                .update();
    }

    void through(UUID id, int line) {
        jdbc.sql("update roll.roll set through = :line where id = :id and through < :line")
                .param("line", line)
                .param("id", id)
                .update();
    }

    /** Lets go of the file. */
    void end(UUID id, Roll.State state, Instant now) {
        jdbc.sql("update roll.roll set state = :state, ended_at = :now, sheet = null where id = :id")
                .param("state", state.name())
                .param("now", at(now))
                .param("id", id)
                .update();
    }

    /** Lets go of what was uploaded before a moment; an import that stands still ends there. */
    int forget(Instant before, Instant now) {
        return jdbc.sql("""
                        update roll.roll
                        set sheet = null, errors = null,
                            state = case when state = 'DONE' then state else 'ENDED' end,
                            ended_at = coalesce(ended_at, :now)
                        where uploaded_at < :before and (sheet is not null or errors is not null)""").param("before", at(before)).param("now", at(now)).update();
    }

    // --- lines ---

    void addLines(UUID roll, SiteId site, List<Line> lines, Instant now) {
        jdbc.sql("""
                        insert into roll.line (roll, line, site, kind, person, volunteer, same_as, differs, former, at)
                        select :roll, l.line, :site, l.kind, l.person, l.volunteer, nullif(l.same_as, 0), l.differs,
                               l.former, :now
                        from unnest(cast(:lines as int[]), cast(:kinds as text[]), cast(:people as uuid[]),
                                    cast(:volunteers as uuid[]), cast(:sameAs as int[]), cast(:differs as text[]),
                                    cast(:formers as text[]))
                             as l (line, kind, person, volunteer, same_as, differs, former)""")
                .param("roll", roll)
                .param("site", site.value())
                .param("lines", lines.stream().map(Line::line).toArray(Integer[]::new))
                .param("kinds", lines.stream().map(line -> line.kind().name()).toArray(String[]::new))
                .param("people", lines.stream().map(Line::personValue).toArray(UUID[]::new))
                .param("volunteers", lines.stream().map(Line::volunteerValue).toArray(UUID[]::new))
                .param("sameAs", lines.stream().map(Line::sameAs).toArray(Integer[]::new))
                .param("differs", lines.stream().map(Line::differs).toArray(String[]::new))
                .param("formers", lines.stream().map(Line::former).toArray(String[]::new))
                .param("now", at(now))
                .update();
    }

    Map<Integer, PersonId> people(UUID roll, List<Integer> lines) {
        Map<Integer, PersonId> people = new HashMap<>();
        jdbc.sql("""
                        select line, person from roll.line
                        where roll = :roll and line = any (:lines) and person is not null""")
                .param("roll", roll)
                .param("lines", lines.toArray(Integer[]::new))
                .query(row -> {
                    people.put(row.getInt("line"), new PersonId(row.getObject("person", UUID.class)));
                });
        return people;
    }

    Roll.Counts counts(UUID roll) {
        Map<Roll.Kind, Integer> lines = new EnumMap<>(Roll.Kind.class);
        jdbc.sql("select kind, count(*) as lines from roll.line where roll = :roll group by kind")
                .param("roll", roll)
                .query(row -> {
                    lines.put(Roll.Kind.valueOf(row.getString("kind")), row.getInt("lines"));
                });
        return new Roll.Counts(lines);
    }

    List<Line> lines(UUID roll, Roll.Kind kind, int limit, long offset) {
        return jdbc.sql("""
                        select line, kind, person, volunteer, same_as, differs, former from roll.line
                        where roll = :roll and kind = :kind order by line limit :limit offset :offset""")
                .param("roll", roll)
                .param("kind", kind.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(RollStore::line)
                .list();
    }

    long count(UUID roll, Roll.Kind kind) {
        return jdbc.sql("select count(*) from roll.line where roll = :roll and kind = :kind")
                .param("roll", roll)
                .param("kind", kind.name())
                .query(Long.class)
                .single();
    }

    /** From which lines a person came in, and when. */
    List<Map.Entry<Line, Instant>> of(List<UUID> people, int limit) {
        return jdbc.sql("""
                        select line, kind, person, volunteer, same_as, differs, former, at from roll.line
                        where person = any (:people) order by at limit :limit""")
                .param("people", people.toArray(UUID[]::new))
                .param("limit", limit)
                .query((row, n) -> Map.entry(line(row, n), instant(row, "at")))
                .list();
    }

    /** Lets go of the number in the old register. */
    void forgetFormer(List<UUID> people) {
        jdbc.sql("update roll.line set former = '' where person = any (:people) and former <> ''")
                .param("people", people.toArray(UUID[]::new))
                .update();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        UUID person = row.getObject("person", UUID.class);
        UUID volunteer = row.getObject("volunteer", UUID.class);
        return new Line(
                row.getInt("line"),
                Roll.Kind.valueOf(row.getString("kind")),
                person == null ? null : new PersonId(person),
                volunteer == null ? null : new VolunteerId(volunteer),
                row.getInt("same_as"),
                row.getString("differs"),
                row.getString("former"));
    }

    private static Roll roll(ResultSet row, int n) throws SQLException {
        Map<Roll.Kind, Integer> counts = new EnumMap<>(Roll.Kind.class);
        for (Roll.Kind kind : Roll.Kind.values()) {
            counts.put(kind, row.getInt(kind.name().toLowerCase(Locale.ROOT)));
        }
        return new Roll(
                new RollId(row.getObject("id", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("digest"),
                row.getBoolean("sheet_kept"),
                row.getBoolean("errors_kept"),
                Roll.State.valueOf(row.getString("state")),
                new Roll.Counts(counts),
                sentence(row.getString("refused")),
                sentence(row.getString("way_out")),
                spots(TextJson.read(row.getString("faults"))),
                row.getInt("through"),
                row.getObject("check_job", UUID.class),
                row.getObject("import_job", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("uploader"),
                instant(row, "uploaded_at"),
                row.getString("confirmer"),
                instantOrNull(row, "confirmed_at"),
                instantOrNull(row, "ended_at"));
    }

    private static @Nullable Text sentence(@Nullable String json) {
        return json == null ? null : TextJson.sentence(json);
    }

    private static List<Object> flat(List<Roll.Spot> faults) {
        List<Object> flat = new ArrayList<>();
        faults.forEach(fault -> flat.addAll(List.of(fault.cell(), fault.heading(), fault.what())));
        return flat;
    }

    private static List<Roll.Spot> spots(List<Object> flat) {
        List<Roll.Spot> faults = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 3) {
            faults.add(new Roll.Spot((String) flat.get(i), (String) flat.get(i + 1), (Text) flat.get(i + 2)));
        }
        return faults;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
