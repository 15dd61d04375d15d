package org.zhiyuan.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.TextJson;
import org.zhiyuan.paper.Fault;

/** Uploaded sheets on their way into the network. */
@Repository
class ImportStore {
    private static final String COLUMNS = """
            id, kind, file, file_name, day, document, reason, state, fresh, changed, same, wrong, refused, way_out,
            faults, outlines, error_file, check_job, import_job, uploader, uploaded_at, imported_at
            """;

    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Import upload) {
        jdbc.sql("""
                        insert into register.import (id, kind, file, file_name, day, document, reason, state, account,
                            uploader, uploaded_at)
                        values (:id, :kind, :file, :fileName, :day, :document, :reason, 'CHECKING', :account,
                            :uploader, :uploadedAt)
                        """)
                .param("id", upload.id())
                .param("kind", upload.kind().name())
                .param("file", upload.file())
                .param("fileName", upload.fileName())
                .param("day", upload.day())
                .param("document", upload.document())
                .param("reason", upload.reason())
                .param("account", Acting.actor().account())
                .param("uploader", upload.uploader())
                .param("uploadedAt", upload.uploadedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Import> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from register.import where id = :id")
                .param("id", id)
                .query(ImportStore::read)
                .optional();
    }

    /** For the one transaction that carries it out: whoever comes second waits, and finds it done. */
    Optional<Import> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from register.import where id = :id for update")
                .param("id", id)
                .query(ImportStore::read)
                .optional();
    }

    List<Import> latest(int count) {
        return jdbc.sql("select " + COLUMNS + " from register.import order by uploaded_at desc limit :count")
                .param("count", count)
                .query(ImportStore::read)
                .list();
    }

    void checking(UUID id, UUID job) {
        jdbc.sql("""
                        update register.import
                        set state = 'CHECKING', check_job = :job, fresh = 0, changed = 0, same = 0, wrong = 0,
                            refused = null, way_out = null, faults = '[]', outlines = '[]', error_file = null
                        where id = :id and state <> 'DONE'
                        """).param("job", job).param("id", id).update();
    }

    void refused(UUID id, Text reason, @Nullable Text wayOut) {
        jdbc.sql("update register.import set state = 'REFUSED', refused = :refused, way_out = :wayOut where id = :id")
                .param("refused", TextJson.sentence(reason))
                .param("wayOut", wayOut == null ? null : TextJson.sentence(wayOut))
                .param("id", id)
                .update();
    }

    void checked(
            UUID id,
            Import.Counts counts,
            List<Fault> faults,
            List<Import.Outline> outlines,
            @Nullable UUID errorFile) {
        jdbc.sql("""
                        update register.import
                        set state = case when :wrong = 0 then 'READY' else 'WRONG' end, fresh = :fresh,
                            changed = :changed, same = :same, wrong = :wrong, faults = :faults, outlines = :outlines,
                            error_file = :errorFile::uuid
                        where id = :id
                        """)
                .param("fresh", counts.fresh())
                .param("changed", counts.changed())
                .param("same", counts.same())
                .param("wrong", counts.wrong())
                .param("faults", TextJson.write(faults(faults)))
                .param("outlines", TextJson.write(outlines(outlines)))
                .param("errorFile", errorFile)
                .param("id", id)
                .update();
    }

    void confirmed(UUID id, UUID job) {
        jdbc.sql("update register.import set import_job = :job where id = :id")
                .param("job", job)
                .param("id", id)
                .update();
    }

    boolean done(UUID id, Instant now) {
        return jdbc.sql(
                                "update register.import set state = 'DONE', imported_at = :now where id = :id and state = 'READY'")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Import read(ResultSet row, int n) throws SQLException {
        OffsetDateTime imported = row.getObject("imported_at", OffsetDateTime.class);
        return new Import(
                row.getObject("id", UUID.class),
                ImportKind.valueOf(row.getString("kind")),
                row.getObject("file", UUID.class),
                row.getString("file_name"),
                row.getObject("day", LocalDate.class),
                row.getString("document"),
                row.getString("reason"),
                Import.State.valueOf(row.getString("state")),
                new Import.Counts(row.getInt("fresh"), row.getInt("changed"), row.getInt("same"), row.getInt("wrong")),
                sentence(row.getString("refused")),
                sentence(row.getString("way_out")),
                readFaults(TextJson.read(row.getString("faults"))),
                readOutlines(TextJson.read(row.getString("outlines"))),
                row.getObject("error_file", UUID.class),
                row.getObject("check_job", UUID.class),
                row.getObject("import_job", UUID.class),
                row.getString("uploader"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                imported == null ? null : imported.toInstant());
    }

    private static @Nullable Text sentence(@Nullable String json) {
        return json == null ? null : TextJson.sentence(json);
    }

    private static List<Object> faults(List<Fault> faults) {
        List<Object> flat = new ArrayList<>();
        for (Fault fault : faults) {
            flat.addAll(List.of(fault.row(), fault.column(), fault.heading(), fault.value(), fault.what()));
        }
        return flat;
    }

    private static List<Fault> readFaults(List<Object> flat) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 5) {
            faults.add(new Fault(
                    ((Long) flat.get(i)).intValue(),
                    ((Long) flat.get(i + 1)).intValue(),
                    (String) flat.get(i + 2),
                    (String) flat.get(i + 3),
                    (Text) flat.get(i + 4)));
        }
        return faults;
    }

    private static List<Object> outlines(List<Import.Outline> outlines) {
        List<Object> flat = new ArrayList<>();
        for (Import.Outline outline : outlines) {
            flat.addAll(List.of(outline.row(), outline.name(), outline.what()));
        }
        return flat;
    }

    private static List<Import.Outline> readOutlines(List<Object> flat) {
        List<Import.Outline> outlines = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 3) {
            outlines.add(new Import.Outline(
                    ((Long) flat.get(i)).intValue(), (String) flat.get(i + 1), (Text) flat.get(i + 2)));
        }
        return outlines;
    }

    /** Has the database look now at the rules that it else looks at when the transaction ends. */
    void settleRules() {
        jdbc.sql("set constraints all immediate").update();
        jdbc.sql("set constraints all deferred").update();
    }
}
