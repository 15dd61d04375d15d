package org.zhiyuan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SealStore {
    /** Any number, the same on every node. */
    private static final long SEALING = 0x7a79_7365_616cL;

    /**
     * @param posting where it is one
     * @param facts of what another room offered, as text
     */
    record Offered(
            EntryId entry,
            @Nullable Entry posting,
            @Nullable UUID owner,
            @Nullable String facts) {}

    record Sealed(long seq, EntryId entry, byte[] commitment) {}

    /** A leaf beside the posting that it should commit to; null where it is another room's, or gone. */
    record Compared(
            long seq,
            String source,
            byte[] commitment,
            @Nullable Entry posting) {}

    record Log(UUID id, byte[] key) {}

    private final JdbcClient jdbc;

    SealStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this transaction is the one that seals; ends with it. */
    boolean lock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:sealing)")
                .param("sealing", SEALING)
                .query(Boolean.class)
                .single();
    }

    Log log() {
        return jdbc.sql("select id, key from ledger.log")
                .query((row, number) -> new Log(row.getObject("id", UUID.class), row.getBytes("key")))
                .single();
    }

    void offer(Offer offer, String facts, Instant at) {
        jdbc.sql("select ledger.offer(:source, :entry, :owner, :facts, :at)::text")
                .param("source", offer.source())
                .param("entry", offer.entry())
                .param("owner", offer.owner())
                .param("facts", facts)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, number) -> 1)
                .list();
    }

    /** Takes the oldest out of the queue, in their order, but for what is in the log already. */
    List<Offered> take(int limit) {
        return jdbc.sql("""
                        select o.source, o.entry, o.offered_owner, o.facts, o.transfer, o.line, o.amount, o.account, o.book,
                            o.unit, o.owner, o.log_key, o.kind, o.rule, o.evidence, o.actor, o.approver, o.reverses, o.at
                        from ledger.take_offered(:limit) o
                        order by o.number
                        """)
                .param("limit", limit)
                .query((row, number) -> new Offered(
                        new EntryId(row.getString("source"), row.getString("entry")),
                        entry(row),
                        row.getObject("offered_owner", UUID.class),
                        row.getString("facts")))
                .list();
    }

    Optional<Instant> oldestOffered() {
        return jdbc.sql("select o.at from ledger.oldest_offered() as o (at) where o.at is not null")
                .query((row, number) -> instant(row, "at"))
                .optional();
    }

    long size() {
        return jdbc.sql("select coalesce(max(seq) + 1, 0) from ledger.leaf")
                .query(Long.class)
                .single();
    }

    void add(List<Sealed> leaves, Instant at) {
        jdbc.sql("""
                        insert into ledger.leaf (seq, source, entry, commitment, sealed_at)
                        select l.seq, l.source, l.entry, l.commitment, :at
                        from unnest(cast(:seqs as bigint[]), cast(:sources as text[]), cast(:entries as text[]),
                            cast(:commitments as bytea[])) as l (seq, source, entry, commitment)
                        """)
                .param("seqs", leaves.stream().map(Sealed::seq).toArray(Long[]::new))
                .param(
                        "sources",
                        leaves.stream().map(leaf -> leaf.entry().source()).toArray(String[]::new))
                .param(
                        "entries",
                        leaves.stream().map(leaf -> leaf.entry().entry()).toArray(String[]::new))
                .param("commitments", leaves.stream().map(Sealed::commitment).toArray(byte[][]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void add(Map<Tree.Node, byte[]> nodes) {
        jdbc.sql("""
                        insert into ledger.node (level, place, hash)
                        select n.level, n.place, n.hash
                        from unnest(cast(:levels as int[]), cast(:places as bigint[]), cast(:hashes as bytea[]))
                            as n (level, place, hash)
                        """)
                .param("levels", nodes.keySet().stream().map(Tree.Node::level).toArray(Integer[]::new))
                .param("places", nodes.keySet().stream().map(Tree.Node::place).toArray(Long[]::new))
                .param("hashes", nodes.values().toArray(byte[][]::new))
                .update();
    }

    /** Hashes of complete subtrees, each read by its key. */
    Map<Tree.Node, byte[]> hashes(Collection<Tree.Node> nodes) {
        Map<Tree.Node, byte[]> hashes = new HashMap<>();
        jdbc.sql("""
                        select l.seq, l.commitment from ledger.leaf l where l.seq = any (cast(:seqs as bigint[]))
                        """)
                .param(
                        "seqs",
                        nodes.stream()
                                .filter(node -> node.level() == 0)
                                .map(Tree.Node::place)
                                .toArray(Long[]::new))
                .query(row -> {
                    hashes.put(new Tree.Node(0, row.getLong("seq")), Hashing.leaf(row.getBytes("commitment")));
                });
        List<Tree.Node> inner = nodes.stream().filter(node -> node.level() > 0).toList();
        jdbc.sql("""
                        select n.level, n.place, n.hash from ledger.node n
                        join unnest(cast(:levels as int[]), cast(:places as bigint[])) as w (level, place)
                            on n.level = w.level and n.place = w.place
                        """)
                .param("levels", inner.stream().map(Tree.Node::level).toArray(Integer[]::new))
                .param("places", inner.stream().map(Tree.Node::place).toArray(Long[]::new))
                .query(row -> {
                    hashes.put(new Tree.Node(row.getInt("level"), row.getLong("place")), row.getBytes("hash"));
                });
        return hashes;
    }

    Optional<Long> seq(EntryId entry) {
        return jdbc.sql("select seq from ledger.leaf where source = :source and entry = :entry")
                .param("source", entry.source())
                .param("entry", entry.entry())
                .query(Long.class)
                .optional();
    }

    List<Leaf> leaves(long from, long until) {
        return jdbc.sql("""
                        select seq, commitment from ledger.leaf where seq >= :from and seq < :until order by seq
                        """)
                .param("from", from)
                .param("until", until)
                .query((row, number) -> new Leaf(row.getLong("seq"), row.getBytes("commitment")))
                .list();
    }

    /** The posting of an entry; empty where it is none, or not for this reader to see. */
    Optional<Entry> posting(EntryId entry) {
        String[] parts = entry.entry().split("/", 2);
        return jdbc.sql("""
                        select p.transfer, p.line, p.amount, p.account, a.book, b.unit, a.owner, b.log_key,
                            t.kind, t.rule, t.evidence, t.actor, t.approver, t.reverses, t.at
                        from ledger.posting p
                        join ledger.transfer t on t.id = p.transfer
                        join ledger.account a on a.id = p.account
                        join ledger.book b on b.key = a.book
                        where p.transfer = cast(:transfer as uuid) and p.line = cast(:line as smallint)
                        """)
                .param("transfer", parts[0])
                .param("line", parts[1])
                .query((row, number) -> entry(row))
                .optional();
    }

    /** Each posting is found by its key: joined as a set, every page would read through all postings of the city. */
    List<Compared> compared(long from, long until) {
        return jdbc.sql("""
                        select l.seq, l.source, l.commitment,
                            p.transfer, p.line, p.amount, p.account, a.book, b.unit, a.owner, b.log_key,
                            t.kind, t.rule, t.evidence, t.actor, t.approver, t.reverses, t.at
                        from ledger.leaf l
                        left join lateral (
                            select one.transfer, one.line, one.amount, one.account from ledger.posting one
                            where one.transfer = case when l.source = 'posting'
                                    then cast(split_part(l.entry, '/', 1) as uuid) end
                                and one.line = case when l.source = 'posting'
                                    then cast(split_part(l.entry, '/', 2) as smallint) end
                            limit 1) p on true
                        left join ledger.transfer t on t.id = p.transfer
                        left join ledger.account a on a.id = p.account
                        left join ledger.book b on b.key = a.book
                        where l.seq >= :from and l.seq < :until
                        order by l.seq
                        """)
                .param("from", from)
                .param("until", until)
                .query((row, number) -> new Compared(
                        row.getLong("seq"), row.getString("source"), row.getBytes("commitment"), entry(row)))
                .list();
    }

    void add(UUID id, Head head) {
        jdbc.sql("""
                        insert into ledger.head
                            (id, size, at, day, daily, root, suite, key_id, public_key, signature)
                        values (:id, :size, :at, :day, :daily, :root, :suite, :keyId, :publicKey, :signature)
                        """)
                .param("id", id)
                .param("size", head.size())
                .param("at", head.at().atOffset(ZoneOffset.UTC))
                .param("day", head.day())
                .param("daily", head.daily())
                .param("root", head.root())
                .param("suite", head.suite())
                .param("keyId", head.keyId())
                .param("publicKey", head.publicKey())
                .param("signature", head.signature())
                .update();
    }

    Optional<Head> lastHead() {
        return jdbc.sql("""
                        select (select id from ledger.log) as log, h.size, h.at, h.day, h.daily, h.root, h.suite,
                            h.key_id, h.public_key, h.signature
                        from ledger.head h
                        order by h.size desc, h.at desc
                        limit 1
                        """).query(SealStore::head).optional();
    }

    Optional<Head> head(LocalDate day) {
        return jdbc.sql("""
                        select (select id from ledger.log) as log, h.size, h.at, h.day, h.daily, h.root, h.suite,
                            h.key_id, h.public_key, h.signature
                        from ledger.head h
                        where h.day = :day and h.daily
                        """).param("day", day).query(SealStore::head).optional();
    }

    List<Head> dailyHeads(int limit, long offset) {
        return jdbc.sql("""
                        select (select id from ledger.log) as log, h.size, h.at, h.day, h.daily, h.root, h.suite,
                            h.key_id, h.public_key, h.signature
                        from ledger.head h
                        where h.daily
                        order by h.day desc
                        limit :limit offset :offset
                        """)
                .param("limit", limit)
                .param("offset", offset)
                .query(SealStore::head)
                .list();
    }

    long dailyHeadCount() {
        return jdbc.sql("select count(*) from ledger.head where daily")
                .query(Long.class)
                .single();
    }

    /** Heads of a size after the first and up to the second. */
    List<Head> heads(long after, long upTo) {
        return jdbc.sql("""
                        select (select id from ledger.log) as log, h.size, h.at, h.day, h.daily, h.root, h.suite,
                            h.key_id, h.public_key, h.signature
                        from ledger.head h
                        where h.size > :after and h.size <= :upTo
                        order by h.size, h.at
                        """)
                .param("after", after)
                .param("upTo", upTo)
                .query(SealStore::head)
                .list();
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(
                row.getObject("log", UUID.class),
                row.getLong("size"),
                row.getBytes("root"),
                instant(row, "at"),
                row.getObject("day", LocalDate.class),
                row.getBoolean("daily"),
                row.getString("suite"),
                row.getString("key_id"),
                row.getBytes("public_key"),
                row.getBytes("signature"));
    }

    private static @Nullable Entry entry(ResultSet row) throws SQLException {
        UUID transfer = row.getObject("transfer", UUID.class);
        return transfer == null
                ? null
                : new Entry(
                        transfer,
                        row.getInt("line"),
                        row.getLong("amount"),
                        row.getObject("account", UUID.class),
                        row.getString("book"),
                        row.getString("unit"),
                        row.getObject("owner", UUID.class),
                        row.getBytes("log_key"),
                        row.getString("kind"),
                        row.getString("rule"),
                        row.getString("evidence"),
                        row.getString("actor"),
                        row.getObject("approver", UUID.class),
                        row.getObject("reverses", UUID.class),
                        instant(row, "at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
