package org.zhiyuan.person;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of keys: the root under each key of the ring, and each person's own key. */
@Repository
class KeyStore {
    /**
     * @param name name of the key, as the values sealed under it carry it
     * @param wrapped the key, sealed under one of the ring
     */
    record Wrapped(UUID person, String name, byte[] wrapped) {}

    private final JdbcClient jdbc;

    KeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The root, sealed, by the name of the ring's key that sealed it. */
    Map<String, byte[]> roots() {
        return jdbc
                .sql("select ring_key, root from person.key_ring")
                .query((row, number) -> Map.entry(row.getString("ring_key"), row.getBytes("root")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Nothing where another node was first. */
    void addRoot(String ringKey, byte[] root, Instant now) {
        jdbc.sql("""
                        insert into person.key_ring (ring_key, root, since) values (:ringKey, :root, :since)
                        on conflict (ring_key) do nothing""")
                .param("ringKey", ringKey)
                .param("root", root)
                .param("since", Timestamp.from(now))
                .update();
    }

    /** One node founds a root at a time; ends with the transaction. */
    void lockRoots() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('person.key_ring', 0))")
                .query((row, number) -> true)
                .single();
    }

    Set<String> ringKeysInUse() {
        return new TreeSet<>(jdbc.sql("""
                        select distinct ring_key from person.key
                        union
                        select distinct ring_key from person.log_key""").query(String.class).list());
    }

    void add(Wrapped key, String ringKey, Instant now) {
        jdbc.sql("""
                        insert into person.key (person, name, ring_key, wrapped, wrapped_at)
                        values (:person, :name, :ringKey, :wrapped, :wrappedAt)""")
                .param("person", key.person())
                .param("name", key.name())
                .param("ringKey", ringKey)
                .param("wrapped", key.wrapped())
                .param("wrappedAt", Timestamp.from(now))
                .update();
    }

    /** Many at once, in one statement. */
    void addAll(List<Wrapped> keys, String ringKey, Instant now) {
        jdbc.sql("""
                        insert into person.key (person, name, ring_key, wrapped, wrapped_at)
                        select k.person, k.name, :ringKey, k.wrapped, :wrappedAt
                        from unnest(cast(:people as uuid[]), cast(:names as text[]), cast(:wrapped as bytea[]))
                             as k (person, name, wrapped)""")
                .param("people", keys.stream().map(Wrapped::person).toArray(UUID[]::new))
                .param("names", keys.stream().map(Wrapped::name).toArray(String[]::new))
                .param("wrapped", keys.stream().map(Wrapped::wrapped).toArray(byte[][]::new))
                .param("ringKey", ringKey)
                .param("wrappedAt", Timestamp.from(now))
                .update();
    }

    Optional<Wrapped> find(UUID person) {
        return jdbc.sql("select person, name, wrapped from person.key where person = :person")
                .param("person", person)
                .query((row, number) -> new Wrapped(
                        row.getObject("person", UUID.class), row.getString("name"), row.getBytes("wrapped")))
                .optional();
    }

    List<Wrapped> wrappedUnderOtherThan(String ringKey, int limit) {
        return jdbc.sql("""
                        select person, name, wrapped from person.key
                        where ring_key <> :ringKey
                        order by person
                        limit :limit
                        for update skip locked""")
                .param("ringKey", ringKey)
                .param("limit", limit)
                .query((row, number) -> new Wrapped(
                        row.getObject("person", UUID.class), row.getString("name"), row.getBytes("wrapped")))
                .list();
    }

    void rewrap(Wrapped key, String ringKey, Instant now) {
        jdbc.sql("""
                        update person.key set ring_key = :ringKey, wrapped = :wrapped, wrapped_at = :wrappedAt
                        where person = :person and name = :name""")
                .param("person", key.person())
                .param("name", key.name())
                .param("ringKey", ringKey)
                .param("wrapped", key.wrapped())
                .param("wrappedAt", Timestamp.from(now))
                .update();
    }

    void destroy(UUID person) {
        jdbc.sql("delete from person.key where person = :person")
                .param("person", person)
                .update();
        jdbc.sql("delete from person.log_key where person = :person")
                .param("person", person)
                .update();
    }

    /** Those of them whom the house knows and did not erase; nobody is erased before the transaction ends. */
    Set<UUID> living(Collection<UUID> persons) {
        return new HashSet<>(jdbc.sql("""
                        select id from person.person where id = any (:persons) and erased_at is null
                        order by id
                        for share""")
                .param("persons", persons.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    Map<UUID, byte[]> logKeys(Collection<UUID> persons) {
        Map<UUID, byte[]> found = new HashMap<>();
        jdbc.sql("select person, wrapped from person.log_key where person = any (:persons)")
                .param("persons", persons.toArray(UUID[]::new))
                .query(row -> {
                    found.put(row.getObject("person", UUID.class), row.getBytes("wrapped"));
                });
        return found;
    }

    /** Nothing where another was first. */
    void addLogKeys(Map<UUID, byte[]> wrapped, String ringKey, Instant now) {
        jdbc.sql("""
                        insert into person.log_key (person, ring_key, wrapped, wrapped_at)
                        select k.person, :ringKey, k.wrapped, :wrappedAt
                        from unnest(cast(:persons as uuid[]), cast(:wrapped as bytea[])) as k (person, wrapped)
                        on conflict (person) do nothing""")
                .param("ringKey", ringKey)
                .param("wrappedAt", Timestamp.from(now))
                .param("persons", wrapped.keySet().toArray(UUID[]::new))
                .param("wrapped", wrapped.values().toArray(byte[][]::new))
                .update();
    }

    Map<UUID, byte[]> logKeysWrappedUnderOtherThan(String ringKey, int limit) {
        Map<UUID, byte[]> found = new HashMap<>();
        jdbc.sql("""
                        select person, wrapped from person.log_key
                        where ring_key <> :ringKey
                        order by person
                        limit :limit
                        for update skip locked""").param("ringKey", ringKey).param("limit", limit).query(row -> {
            found.put(row.getObject("person", UUID.class), row.getBytes("wrapped"));
        });
        return found;
    }

    void rewrapLogKey(UUID person, byte[] wrapped, String ringKey, Instant now) {
        jdbc.sql("""
                        update person.log_key set ring_key = :ringKey, wrapped = :wrapped, wrapped_at = :wrappedAt
                        where person = :person""")
                .param("ringKey", ringKey)
                .param("wrapped", wrapped)
                .param("wrappedAt", Timestamp.from(now))
                .param("person", person)
                .update();
    }
}
