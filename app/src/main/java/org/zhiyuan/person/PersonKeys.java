package org.zhiyuan.person;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CannotStart;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.LogKeys;
import org.zhiyuan.person.Sealed.KeyName;
import org.zhiyuan.person.Sealed.Spot;

/**
 * Seals what must not be read in the database. Three floors of keys: the ring (file or environment) wraps the root and
 * each person's own key; a person's key seals that person's values; keys derived from the root index values for exact
 * search and seal the house's own secrets. Destroying a person's key erases whatever was sealed under it, here and in
 * every room above.
 *
 * <p>The root is made once and is sealed under every key of the ring: so the index survives a change of keys, and a
 * wrong key is seen at the start.
 */
public class PersonKeys {
    private static final Actor SYSTEM = Actor.system("person.keys");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ROOT_BYTES = 32;
    private static final int BLIND_BYTES = 32;
    private static final int KEY_NAME_BYTES = 4;
    private static final int REWRAP_BATCH = 500;
    /** The root's own row: there is one. */
    private static final Spot ROOT_SPOT = new Spot("person.key_ring", new UUID(0, 0), "root");
    /** Name of the keys derived from the root, in what is sealed for the house and not for a person. */
    private static final String HOUSE = "house";

    private final KeyStore store;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final CryptoSuite suite;
    private final KeyRing ring;
    private final Root root;
    /** By column: derived once, for whole rolls are looked up. There are as many as there are indexed columns. */
    private final Map<String, byte[]> blindKeys = new ConcurrentHashMap<>();

    /** @param suite the index stays with the suite that the root was made in */
    private record Root(CryptoSuite suite, byte[] key) {
        @Override
        public String toString() {
            return "Root[" + suite + "]";
        }
    }

    PersonKeys(
            KeyStore store,
            TransactionOperations transactions,
            InstantSource clock,
            CryptoSuite suite,
            KeySource source) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
        this.suite = suite;
        Founded founded = Acting.as(SYSTEM, Scope.EVERYTHING, () -> transactions.execute(status -> found(source)));
        Founded there = Objects.requireNonNull(founded);
        this.ring = there.ring();
        this.root = there.root();
    }

    private record Founded(KeyRing ring, Root root) {}

    /** Opens the root with the ring at hand, or makes both in an empty database; says what is wrong where neither works. */
    private Founded found(KeySource source) {
        store.lockRoots();
        Map<String, byte[]> roots = store.roots();
        KeyRing given = source.existing().orElse(null);
        if (given == null && !roots.isEmpty()) {
            throw new CannotStart(Text.of(
                    "数据库里的人员信息是用密钥 {0} 加密的，但没有找到这把密钥。请把原来的密钥文件放回数据目录，或设 zhiyuan.person.key-file。",
                    String.join("、", new TreeSet<>(roots.keySet()))));
        }
        Instant now = clock.instant();
        KeyRing keys = given == null ? source.generate(LocalDate.ofInstant(now, ZONE)) : given;
        refuseMissing(keys);
        Root opened = roots.isEmpty() ? newRoot() : openRoot(keys, roots);
        for (String name : keys.names()) {
            if (!roots.containsKey(name)) {
                store.addRoot(name, sealRoot(opened, keys, name), now);
            }
        }
        return new Founded(keys, opened);
    }

    private void refuseMissing(KeyRing keys) {
        Set<String> missing = store.ringKeysInUse();
        keys.names().forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new CannotStart(Text.of("数据库里还有用密钥 {0} 加密的人员信息，但密钥里没有它。请把它加在现用密钥的后面。", String.join("、", missing)));
        }
    }

    private Root newRoot() {
        byte[] key = new byte[ROOT_BYTES];
        RANDOM.nextBytes(key);
        return new Root(suite, key);
    }

    private static Root openRoot(KeyRing keys, Map<String, byte[]> roots) {
        Root opened = null;
        for (String name : keys.names()) {
            byte[] sealed = roots.get(name);
            if (sealed == null) {
                continue;
            }
            Root found = openRoot(keys, name, sealed);
            if (opened != null && !MessageDigest.isEqual(opened.key(), found.key())) {
                throw new CannotStart(Text.of("密钥 {0} 打开的不是同一个数据库的根密钥。请检查密钥文件是不是这个数据库的。", name));
            }
            opened = found;
        }
        if (opened == null) {
            throw new CannotStart(Text.of(
                    "数据库里的人员信息是用密钥 {0} 加密的，现有的密钥是 {1}，打不开。请换回原来的密钥。",
                    String.join("、", new TreeSet<>(roots.keySet())), String.join("、", keys.names())));
        }
        return opened;
    }

    private static Root openRoot(KeyRing keys, String name, byte[] sealed) {
        try {
            CryptoSuite sealedIn = Sealed.keyName(sealed, ROOT_SPOT).suite();
            return new Root(sealedIn, Sealed.open(sealed, ROOT_SPOT, key -> wrappingKey(keys, key)));
        } catch (SealBroken e) {
            throw new CannotStart(Text.of("密钥 {0} 不是这个数据库的那一把（名称相同，内容不同）。请换回原来的密钥，什么也没有改动。", name), e);
        }
    }

    private static byte[] sealRoot(Root root, KeyRing keys, String name) {
        byte[] wrapping = wrappingKey(keys, new KeyName(root.suite(), name));
        return Sealed.seal(root.suite(), name, wrapping, ROOT_SPOT, root.key());
    }

    private static byte[] wrappingKey(KeyRing keys, KeyName name) {
        byte[] key = keys.key(name.name()).orElseThrow(() -> new SealBroken("no key " + name.name() + " in the ring"));
        return name.suite().derive(key, "wrap|" + name.suite(), name.suite().keyBytes());
    }

    /** Makes a person's own key; {@link #keep} stores it once there is a person. */
    Own prepare() {
        byte[] key = new byte[suite.keyBytes()];
        RANDOM.nextBytes(key);
        byte[] name = new byte[KEY_NAME_BYTES];
        RANDOM.nextBytes(name);
        return new Own(suite, HexFormat.of().formatHex(name), key);
    }

    /** In the same transaction as the person. */
    void keep(PersonId person, Own own) {
        store.add(
                new KeyStore.Wrapped(person.value(), own.name, wrap(person.value(), own.suite, own.key)),
                ring.current(),
                clock.instant());
    }

    /** Many at once, in the same transaction as the people. */
    void keepAll(Map<PersonId, Own> owns) {
        List<KeyStore.Wrapped> wrapped = owns.entrySet().stream()
                .map(own -> new KeyStore.Wrapped(
                        own.getKey().value(),
                        own.getValue().name,
                        wrap(own.getKey().value(), own.getValue().suite, own.getValue().key)))
                .toList();
        store.addAll(wrapped, ring.current(), clock.instant());
    }

    private byte[] wrap(UUID person, CryptoSuite keySuite, byte[] key) {
        byte[] wrapping = wrappingKey(ring, new KeyName(keySuite, ring.current()));
        return Sealed.seal(keySuite, ring.current(), wrapping, keySpot(person), key);
    }

    private static Spot keySpot(UUID person) {
        return new Spot("person.key", person, "wrapped");
    }

    /** A person's own key, for as long as one call needs it. */
    Own own(PersonId person) {
        KeyStore.Wrapped wrapped =
                store.find(person.value()).orElseThrow(() -> new SealBroken("no key of person " + person));
        CryptoSuite keySuite =
                Sealed.keyName(wrapped.wrapped(), keySpot(person.value())).suite();
        byte[] key = Sealed.open(wrapped.wrapped(), keySpot(person.value()), name -> wrappingKey(ring, name));
        return new Own(keySuite, wrapped.name(), key);
    }

    /** Seals and opens one person's values. */
    static final class Own {
        private final CryptoSuite suite;
        private final String name;
        private final byte[] key;

        private Own(CryptoSuite suite, String name, byte[] key) {
            this.suite = suite;
            this.name = name;
            this.key = key;
        }

        byte[] seal(String table, UUID row, String column, String plain) {
            return Sealed.seal(suite, name, key, new Spot(table, row, column), plain.getBytes(StandardCharsets.UTF_8));
        }

        String open(String table, UUID row, String column, byte[] sealed) {
            byte[] plain = Sealed.open(sealed, new Spot(table, row, column), asked -> {
                if (asked.suite() != suite || !asked.name().equals(name)) {
                    throw new SealBroken("sealed under another key, " + asked.name());
                }
                return key;
            });
            return new String(plain, StandardCharsets.UTF_8);
        }
    }

    /**
     * Seals a value of a room above under the person's own key, so that erasing the person erases it too.
     *
     * @param table schema and name of the table
     * @param row the row's id
     */
    public byte[] seal(PersonId person, String table, UUID row, String column, String plain) {
        return own(person).seal(table, row, column, plain);
    }

    /** Opens what {@link #seal} sealed; {@link SealBroken} where it stands elsewhere, was altered, or the person was erased. */
    public String open(PersonId person, String table, UUID row, String column, byte[] sealed) {
        return own(person).open(table, row, column, sealed);
    }

    /** Seals a secret that is nobody's personal data, such as the seed of a one-time password. */
    public byte[] sealSecret(String table, UUID row, String column, String plain) {
        return sealFile(table, row, column, plain.getBytes(StandardCharsets.UTF_8));
    }

    public String openSecret(String table, UUID row, String column, byte[] sealed) {
        return new String(openFile(table, row, column, sealed), StandardCharsets.UTF_8);
    }

    /**
     * Seals a file that is about many people, under a key of the house: it outlives the erasure of any of them, so its
     * keeper lets go of it as soon as nobody needs it.
     */
    public byte[] sealFile(String table, UUID row, String column, byte[] plain) {
        return Sealed.seal(suite, HOUSE, houseKey(suite, table), new Spot(table, row, column), plain);
    }

    public byte[] openFile(String table, UUID row, String column, byte[] sealed) {
        return Sealed.open(sealed, new Spot(table, row, column), name -> {
            if (!name.name().equals(HOUSE)) {
                throw new SealBroken("not sealed for the house");
            }
            return houseKey(name.suite(), table);
        });
    }

    private byte[] houseKey(CryptoSuite keySuite, String table) {
        return keySuite.derive(root.key(), "seal|" + keySuite + "|" + table, keySuite.keyBytes());
    }

    /**
     * The index of a value for exact search: the same for the same value of the same column, and nothing without the
     * key. Not truncated.
     *
     * @param column schema, table and name, such as {@code person.person.phone}
     * @param normal the value in its one normal form
     */
    public byte[] blind(String column, String normal) {
        byte[] key = blindKeys.computeIfAbsent(
                column, asked -> root.suite().derive(root.key(), "blind|" + asked, BLIND_BYTES));
        return root.suite().mac(key, normal.getBytes(StandardCharsets.UTF_8));
    }

    /** Erases whatever was sealed under the person's key, and what opens the person's entries of the sealed log. */
    void destroy(PersonId person) {
        store.destroy(person.value());
    }

    /**
     * The log keys of these persons, made where there was none; without those who were erased, and without ids that are
     * nobody's. A log key is drawn by itself: no other key of the person leads to it, and it leads to none.
     */
    Map<UUID, byte[]> logKeys(Collection<UUID> persons) {
        Map<UUID, byte[]> wrapped = store.logKeys(persons);
        if (wrapped.size() < new HashSet<>(persons).size()) {
            Map<UUID, byte[]> made = new TreeMap<>();
            Set<UUID> living = store.living(
                    persons.stream().filter(one -> !wrapped.containsKey(one)).toList());
            living.forEach(person -> {
                byte[] key = new byte[LogKeys.KEY_BYTES];
                RANDOM.nextBytes(key);
                made.put(person, wrapLogKey(person, suite, key));
            });
            if (!made.isEmpty()) {
                store.addLogKeys(made, ring.current(), clock.instant());
                // what another node made at the same moment counts for both
                wrapped.putAll(store.logKeys(made.keySet()));
            }
        }
        Map<UUID, byte[]> keys = new HashMap<>();
        wrapped.forEach((person, key) -> keys.put(person, openLogKey(person, key)));
        return keys;
    }

    private byte[] wrapLogKey(UUID person, CryptoSuite keySuite, byte[] key) {
        byte[] wrapping = wrappingKey(ring, new KeyName(keySuite, ring.current()));
        return Sealed.seal(keySuite, ring.current(), wrapping, logKeySpot(person), key);
    }

    private byte[] openLogKey(UUID person, byte[] wrapped) {
        return Sealed.open(wrapped, logKeySpot(person), name -> wrappingKey(ring, name));
    }

    private static Spot logKeySpot(UUID person) {
        return new Spot("person.log_key", person, "wrapped");
    }

    /** Names of the keys that are in use; the first wraps. */
    List<String> names() {
        return ring.names();
    }

    /** Why the ring is not fit for production. */
    Set<Text> objections() {
        return KeySource.objections(ring);
    }

    /**
     * Wraps every person's keys anew under the ring's current key, some at a time, until none is left: then the old key
     * can be taken out of the ring. Can be stopped and begun again at any time.
     *
     * @return of how many people
     */
    int rewrap() {
        int done = 0;
        @Nullable Integer batch;
        do {
            batch = Acting.as(SYSTEM, Scope.EVERYTHING, () -> transactions.execute(status -> rewrapBatch()));
            done += batch == null ? 0 : batch;
        } while (batch != null && batch == REWRAP_BATCH);
        do {
            batch = Acting.as(SYSTEM, Scope.EVERYTHING, () -> transactions.execute(status -> rewrapLogKeys()));
        } while (batch != null && batch == REWRAP_BATCH);
        return done;
    }

    private int rewrapLogKeys() {
        Map<UUID, byte[]> old = store.logKeysWrappedUnderOtherThan(ring.current(), REWRAP_BATCH);
        old.forEach((person, wrapped) -> {
            CryptoSuite keySuite = Sealed.keyName(wrapped, logKeySpot(person)).suite();
            byte[] again = wrapLogKey(person, keySuite, openLogKey(person, wrapped));
            store.rewrapLogKey(person, again, ring.current(), clock.instant());
        });
        return old.size();
    }

    private int rewrapBatch() {
        List<KeyStore.Wrapped> old = store.wrappedUnderOtherThan(ring.current(), REWRAP_BATCH);
        for (KeyStore.Wrapped wrapped : old) {
            Spot spot = keySpot(wrapped.person());
            CryptoSuite keySuite = Sealed.keyName(wrapped.wrapped(), spot).suite();
            byte[] key = Sealed.open(wrapped.wrapped(), spot, name -> wrappingKey(ring, name));
            store.rewrap(
                    new KeyStore.Wrapped(wrapped.person(), wrapped.name(), wrap(wrapped.person(), keySuite, key)),
                    ring.current(),
                    clock.instant());
        }
        return old.size();
    }
}
