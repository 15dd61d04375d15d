package org.zhiyuan.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of persons and of their aliases. */
@Repository
class PersonStore {
    static final String TABLE = "person.person";

    /** A person as stored: sealed. */
    record Row(
            PersonId id,
            UUID site,
            @Nullable String field,
            Basis basis,
            Map<Column, byte[]> sealed,
            boolean phoneOwn,
            int identityVersion,
            int version,
            Instant registeredAt) {}

    /** What stands in the columns of one person from now on. */
    record Values(
            Map<Column, byte[]> sealed,
            byte @Nullable [] nameBlind,
            byte @Nullable [] phoneBlind,
            boolean phoneOwn,
            byte @Nullable [] identityBlind) {}

    private static final String COLUMNS = """
            id, site, field, basis, name, phone, identity_number, birth_date, address,
            phone_own, identity_version, version, registered_at""";

    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where the identity number, or a telephone of one's own, is registered already, here or elsewhere. */
    boolean add(
            PersonId id,
            UUID site,
            @Nullable String field,
            Basis basis,
            Values values,
            Instant now,
            @Nullable UUID account) {
        return jdbc.sql("""
                        insert into person.person
                            (id, site, field, basis, name, phone, identity_number, birth_date, address,
                             name_blind, phone_blind, phone_own, identity_blind, registered_at, registered_by)
                        values (:id, :site, :field, :basis, :name, :phone, :identityNumber, :birthDate, :address,
                                :nameBlind, :phoneBlind, :phoneOwn, :identityBlind, :now, :account)
                        on conflict do nothing""")
                        .param("id", id.value())
                        .param("site", site)
                        .param("field", field)
                        .param("basis", basis.name())
                        .param("name", values.sealed().get(Column.NAME))
                        .param("phone", values.sealed().get(Column.PHONE))
                        .param("identityNumber", values.sealed().get(Column.IDENTITY_NUMBER))
                        .param("birthDate", values.sealed().get(Column.BIRTH_DATE))
                        .param("address", values.sealed().get(Column.ADDRESS))
                        .param("nameBlind", values.nameBlind())
                        .param("phoneBlind", values.phoneBlind())
                        .param("phoneOwn", values.phoneOwn())
                        .param("identityBlind", values.identityBlind())
                        .param("now", Timestamp.from(now))
                        .param("account", account)
                        .update()
                == 1;
    }

    /** Somebody new, among many. */
    record New(PersonId id, UUID site, @Nullable String field, Values values) {}

    /** Many at once, in one statement; answers how many were registered: whose number is there already is not. */
    int addAll(List<New> people, Basis basis, Instant now, @Nullable UUID account) {
        return jdbc.sql("""
                        insert into person.person
                            (id, site, field, basis, name, phone, identity_number, birth_date, address,
                             name_blind, phone_blind, phone_own, identity_blind, registered_at, registered_by)
                        select p.id, p.site, p.field, :basis, p.name, p.phone, p.identity_number, p.birth_date,
                               p.address, p.name_blind, p.phone_blind, p.phone_own, p.identity_blind,
                               :now, cast(:account as uuid)
                        from unnest(cast(:ids as uuid[]), cast(:sites as uuid[]), cast(:fields as text[]),
                                    cast(:names as bytea[]), cast(:phones as bytea[]), cast(:numbers as bytea[]),
                                    cast(:births as bytea[]), cast(:addresses as bytea[]),
                                    cast(:nameBlinds as bytea[]), cast(:phoneBlinds as bytea[]),
                                    cast(:phoneOwns as boolean[]), cast(:identityBlinds as bytea[]))
                             as p (id, site, field, name, phone, identity_number, birth_date, address,
                                   name_blind, phone_blind, phone_own, identity_blind)
                        on conflict do nothing""")
                .param("ids", people.stream().map(p -> p.id().value()).toArray(UUID[]::new))
                .param("sites", people.stream().map(New::site).toArray(UUID[]::new))
                .param("fields", people.stream().map(New::field).toArray(String[]::new))
                .param("basis", basis.name())
                .param("names", sealed(people, Column.NAME))
                .param("phones", sealed(people, Column.PHONE))
                .param("numbers", sealed(people, Column.IDENTITY_NUMBER))
                .param("births", sealed(people, Column.BIRTH_DATE))
                .param("addresses", sealed(people, Column.ADDRESS))
                .param(
                        "nameBlinds",
                        people.stream().map(p -> p.values().nameBlind()).toArray(byte[][]::new))
                .param(
                        "phoneBlinds",
                        people.stream().map(p -> p.values().phoneBlind()).toArray(byte[][]::new))
                .param(
                        "phoneOwns",
                        people.stream().map(p -> p.values().phoneOwn()).toArray(Boolean[]::new))
                .param(
                        "identityBlinds",
                        people.stream().map(p -> p.values().identityBlind()).toArray(byte[][]::new))
                .param("now", Timestamp.from(now))
                .param("account", account)
                .update();
    }

    private static byte[][] sealed(List<New> people, Column column) {
        return people.stream().map(p -> p.values().sealed().get(column)).toArray(byte[][]::new);
    }

    /** A person with the indexes that it is found by. */
    record Indexed(
            Row row, byte @Nullable [] nameBlind, byte @Nullable [] phoneBlind, byte @Nullable [] identityBlind) {}

    /** Who has one of these numbers or one of these telephones. */
    List<Indexed> withAny(List<byte[]> identityBlinds, List<byte[]> phoneBlinds, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        , name_blind, phone_blind, identity_blind
                        from person.person
                        where identity_blind = any (cast(:numbers as bytea[]))
                           or phone_blind = any (cast(:phones as bytea[]))
                        order by registered_at, id
                        limit :limit""")
                .param("numbers", identityBlinds.toArray(byte[][]::new))
                .param("phones", phoneBlinds.toArray(byte[][]::new))
                .param("limit", limit)
                .query((row, number) -> new Indexed(
                        row(row),
                        row.getBytes("name_blind"),
                        row.getBytes("phone_blind"),
                        row.getBytes("identity_blind")))
                .list();
    }

    /** Which of them lie in the scope. */
    Set<PersonId> inSight(Collection<PersonId> ids) {
        return new HashSet<>(jdbc.sql("select id from person.person where id = any (:ids) and erased_at is null")
                .param("ids", ids.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> new PersonId(row.getObject("id", UUID.class)))
                .list());
    }

    /** False where somebody else corrected the person meanwhile. */
    boolean correct(PersonId id, int version, Values values, int identityVersion) {
        return jdbc.sql("""
                        update person.person
                        set name = :name, phone = :phone, identity_number = :identityNumber,
                            birth_date = :birthDate, address = :address,
                            name_blind = :nameBlind, phone_blind = :phoneBlind, phone_own = :phoneOwn,
                            identity_blind = :identityBlind, identity_version = :identityVersion, version = version + 1
                        where id = :id and version = :version and erased_at is null""")
                        .param("id", id.value())
                        .param("version", version)
                        .param("name", values.sealed().get(Column.NAME))
                        .param("phone", values.sealed().get(Column.PHONE))
                        .param("identityNumber", values.sealed().get(Column.IDENTITY_NUMBER))
                        .param("birthDate", values.sealed().get(Column.BIRTH_DATE))
                        .param("address", values.sealed().get(Column.ADDRESS))
                        .param("nameBlind", values.nameBlind())
                        .param("phoneBlind", values.phoneBlind())
                        .param("phoneOwn", values.phoneOwn())
                        .param("identityBlind", values.identityBlind())
                        .param("identityVersion", identityVersion)
                        .update()
                == 1;
    }

    void move(PersonId id, UUID site, @Nullable String field) {
        jdbc.sql("""
                        update person.person set site = :site, field = :field, version = version + 1
                        where id = :id and erased_at is null""")
                .param("id", id.value())
                .param("site", site)
                .param("field", field)
                .update();
    }

    /** Leaves an empty row, so that what points at it still stands. */
    boolean sharePhone(PersonId one, PersonId other) {
        return jdbc.sql("""
                        select exists (
                            select 1 from person.person a join person.person b on b.phone_blind = a.phone_blind
                            where a.id = :one and b.id = :other)""")
                .param("one", one.value())
                .param("other", other.value())
                .query(Boolean.class)
                .single();
    }

    void erase(PersonId id, Instant now) {
        jdbc.sql("""
                        update person.person
                        set name = null, phone = null, identity_number = null, birth_date = null, address = null,
                            name_blind = null, phone_blind = null, phone_own = false, identity_blind = null,
                            erased_at = :now, version = version + 1
                        where id = :id""").param("id", id.value()).param("now", Timestamp.from(now)).update();
    }

    Optional<Row> find(PersonId id) {
        return jdbc.sql("select " + COLUMNS + " from person.person where id = :id and erased_at is null")
                .param("id", id.value())
                .query((row, number) -> row(row))
                .optional();
    }

    List<Row> find(Collection<PersonId> ids) {
        return jdbc.sql("select " + COLUMNS + " from person.person where id = any (:ids) and erased_at is null")
                .param("ids", ids.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> row(row))
                .list();
    }

    List<Row> withPhone(byte[] blind, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from person.person
                        where phone_blind = :blind
                        order by phone_own desc, registered_at, id
                        limit :limit""")
                .param("blind", blind)
                .param("limit", limit)
                .query((row, number) -> row(row))
                .list();
    }

    Optional<PersonId> owningPhone(byte[] blind) {
        return jdbc.sql("select id from person.person where phone_blind = :blind and phone_own")
                .param("blind", blind)
                .query((row, number) -> new PersonId(row.getObject("id", UUID.class)))
                .optional();
    }

    Optional<Row> withIdentityNumber(byte[] blind) {
        return jdbc.sql("select " + COLUMNS + " from person.person where identity_blind = :blind")
                .param("blind", blind)
                .query((row, number) -> row(row))
                .optional();
    }

    /** Who bears exactly this name, of those in sight. */
    List<PersonId> called(byte[] blind, int limit) {
        return jdbc.sql(
                        "select id from person.person where name_blind = :blind order by registered_at, id limit :limit")
                .param("blind", blind)
                .param("limit", limit)
                .query((row, number) -> new PersonId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Those whose name was kept before it had an index. */
    List<Row> withoutNameIndex(int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from person.person where name is not null and name_blind is null limit :limit")
                .param("limit", limit)
                .query((row, number) -> row(row))
                .list();
    }

    void indexName(PersonId id, byte[] blind) {
        jdbc.sql("update person.person set name_blind = :blind where id = :id")
                .param("blind", blind)
                .param("id", id.value())
                .update();
    }

    void addAlias(UUID id, PersonId alias, PersonId person, String reason, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into person.alias (id, alias, person, since, reason, account)
                        values (:id, :alias, :person, :since, :reason, :account)""")
                .param("id", id)
                .param("alias", alias.value())
                .param("person", person.value())
                .param("since", Timestamp.from(now))
                .param("reason", reason)
                .param("account", account)
                .update();
    }

    boolean endAlias(PersonId alias, Instant now) {
        return jdbc.sql("update person.alias set until = :until where alias = :alias and until is null")
                        .param("alias", alias.value())
                        .param("until", Timestamp.from(now))
                        .update()
                == 1;
    }

    Optional<PersonId> aliasOf(PersonId alias) {
        return jdbc.sql("select person from person.alias where alias = :alias and until is null")
                .param("alias", alias.value())
                .query((row, number) -> new PersonId(row.getObject("person", UUID.class)))
                .optional();
    }

    /**
     * What a record stands for, at most so many steps away, and after it all that are read as the same.
     *
     * @param steps how many steps it was; more than asked for where the chain does not end
     */
    record Together(int steps, PersonId record) {}

    List<Together> together(PersonId any, int stepsMost) {
        return jdbc.sql("""
                        with recursive step (n, person) as (
                            select 0, cast(:person as uuid)
                            union all
                            select s.n + 1, a.person
                            from step s join person.alias a on a.alias = s.person and a.until is null
                            where s.n < :most),
                        one as (select n, person from step order by n desc limit 1)
                        select one.n, one.person as record, null as since, null as id from one
                        union all
                        select one.n, a.alias, a.since, a.id
                        from one join person.alias a on a.person = one.person and a.until is null
                        order by since nulls first, id""")
                .param("person", any.value())
                .param("most", stepsMost)
                .query((row, number) ->
                        new Together(row.getInt("n"), new PersonId(row.getObject("record", UUID.class))))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        Map<Column, byte[]> sealed = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            byte[] value = row.getBytes(column.column());
            if (value != null) {
                sealed.put(column, value);
            }
        }
        return new Row(
                new PersonId(row.getObject("id", UUID.class)),
                row.getObject("site", UUID.class),
                row.getString("field"),
                Basis.valueOf(row.getString("basis")),
                sealed,
                row.getBoolean("phone_own"),
                row.getInt("identity_version"),
                row.getInt("version"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant());
    }
}
