package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.StoreTest;
import org.zhiyuan.cell.CannotStart;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

@StoreTest
@Import(KeyStore.class)
class PersonKeysTest {
    private static final String OLD = "old:" + key(1);
    private static final String NEW = "new:" + key(2);
    private static final UUID SITE = UUID.fromString("01900000-0000-7000-8000-00000000d001");
    private static final UUID ROW = UUID.fromString("01900000-0000-7000-8000-00000000d002");

    @Autowired
    private KeyStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private SettableClock clock;

    @TempDir
    private Path secrets;

    @BeforeEach
    void startWithNothing() throws SQLException {
        try (Connection owner = TestCell.connectToEmptyAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("truncate person.key_ring, person.person cascade");
        }
    }

    @Test
    void aFirstStartMakesAKeyForItsOwnUserAlone() throws IOException {
        PersonKeys keys = open("", CryptoSuite.INTL);

        Path file = secrets.resolve("person.keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys.names()).singleElement().asString().startsWith(KeyRing.GENERATED);
        byte[] index = keys.blind("person.person.phone", "13800002743");
        assertThat(open("", CryptoSuite.INTL).blind("person.person.phone", "13800002743"))
                .isEqualTo(index);
    }

    @Test
    void anotherKeyOfTheSameNameIsRefusedAtTheStart() {
        open(OLD, CryptoSuite.INTL);

        assertThatThrownBy(() -> open("old:" + key(3), CryptoSuite.INTL))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("old")
                .hasMessageContaining("内容不同");
    }

    @Test
    void anUnknownKeyIsRefusedAtTheStart() {
        open(OLD, CryptoSuite.INTL);

        assertThatThrownBy(() -> open(NEW, CryptoSuite.INTL))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("old")
                .hasMessageContaining("new");
    }

    @Test
    void aLostKeyFileIsRefusedAndNoNewOneIsMade() throws IOException {
        open("", CryptoSuite.INTL);
        Files.delete(secrets.resolve("person.keys"));

        assertThatThrownBy(() -> open("", CryptoSuite.INTL)).isInstanceOf(CannotStart.class);
        assertThat(secrets.resolve("person.keys")).doesNotExist();
    }

    @Test
    void aKeyOfAnotherDatabaseIsRefused() throws SQLException {
        open(NEW, CryptoSuite.INTL);
        String foreign = sql("select encode(root, 'hex') from person.key_ring");
        startWithNothing();
        open(OLD, CryptoSuite.INTL);
        execute("insert into person.key_ring values ('new', decode('" + foreign + "', 'hex'), '2026-01-01Z')");

        assertThatThrownBy(() -> open(OLD + "," + NEW, CryptoSuite.INTL)).isInstanceOf(CannotStart.class);
    }

    @ParameterizedTest
    @EnumSource
    void afterAChangeOfKeysEverythingIsWrappedAnewAndTheOldKeyCanGo(CryptoSuite suite) {
        PersonKeys before = open(OLD, suite);
        List<PersonId> people = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            PersonId person = add(before);
            people.add(person);
            values.add(system(() -> before.seal(person, "demand.order", ROW, "address", "示例路 7 号")));
        }
        byte[] index = before.blind("person.person.phone", "13800002743");

        PersonKeys both = open(NEW + "," + OLD, suite);
        PersonId later = add(both);
        assertThatThrownBy(() -> open(NEW, suite))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("old");
        assertThat(both.rewrap()).isEqualTo(7);
        assertThat(both.rewrap()).isZero();

        PersonKeys after = open(NEW, suite);
        for (int i = 0; i < people.size(); i++) {
            PersonId person = people.get(i);
            byte[] value = values.get(i);
            assertThat(system(() -> after.open(person, "demand.order", ROW, "address", value)))
                    .isEqualTo("示例路 7 号");
        }
        assertThat(after.blind("person.person.phone", "13800002743")).isEqualTo(index);
        assertThatCode(() -> system(() -> after.seal(later, "demand.order", ROW, "address", "x")))
                .doesNotThrowAnyException();
    }

    @Test
    void aCityThatChangesToTheNationalAlgorithmsStillReadsWhatItHas() {
        PersonKeys before = open(OLD, CryptoSuite.INTL);
        PersonId person = add(before);
        byte[] value = system(() -> before.seal(person, "demand.order", ROW, "address", "示例路 8 号"));
        byte[] secret = before.sealSecret("access.account", ROW, "totp", "JBSWY3DP");

        PersonKeys after = open(OLD, CryptoSuite.GM);
        PersonId later = add(after);

        assertThat(system(() -> after.open(person, "demand.order", ROW, "address", value)))
                .isEqualTo("示例路 8 号");
        assertThat(after.openSecret("access.account", ROW, "totp", secret)).isEqualTo("JBSWY3DP");
        byte[] young = system(() -> after.seal(later, "demand.order", ROW, "address", "示例路 9 号"));
        assertThat(young[1]).isEqualTo((byte) CryptoSuite.GM.number());
        assertThat(system(() -> after.open(later, "demand.order", ROW, "address", young)))
                .isEqualTo("示例路 9 号");
    }

    @Test
    void withoutThePersonsKeyNothingOpensAnyMore() {
        PersonKeys keys = open(OLD, CryptoSuite.INTL);
        PersonId person = add(keys);
        byte[] value = system(() -> keys.seal(person, "demand.order", ROW, "address", "示例路 7 号"));

        system(() -> {
            keys.destroy(person);
            return 0;
        });

        assertThatThrownBy(() -> system(() -> keys.open(person, "demand.order", ROW, "address", value)))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void aLogKeyIsMadeWhenFirstAskedForAndIsTheSameEverAfter() {
        PersonKeys keys = open(OLD, CryptoSuite.INTL);
        PersonId person = add(keys);
        PersonId other = add(keys);
        assertThat(system(() -> store.logKeys(List.of(person.value(), other.value()))))
                .isEmpty();

        byte[] key = logKey(keys, person);

        assertThat(key).hasSize(32).isNotEqualTo(logKey(keys, other));
        assertThat(logKey(keys, person)).isEqualTo(key);
        // it stands sealed, and not as the key that seals the person's data
        byte[] wrapped = system(() -> store.logKeys(List.of(person.value()))).get(person.value());
        assertThat(HexFormat.of().formatHex(wrapped))
                .doesNotContain(HexFormat.of().formatHex(key));
        assertThat(wrapped)
                .isNotEqualTo(
                        system(() -> store.find(person.value()).orElseThrow()).wrapped());
        PersonKeys both = open(NEW + "," + OLD, CryptoSuite.INTL);
        both.rewrap();
        assertThat(logKey(open(NEW, CryptoSuite.INTL), person)).isEqualTo(key);
    }

    @Test
    void whoeverIsErasedHasNoLogKeyAnyMoreAndGetsNoOther() {
        PersonKeys keys = open(OLD, CryptoSuite.INTL);
        PersonId person = add(keys);
        logKey(keys, person);
        system(() -> {
            keys.destroy(person);
            return jdbc.sql("update person.person set erased_at = '2026-01-01Z', name = null, phone = null,"
                            + " phone_blind = null, phone_own = false, identity_number = null, identity_blind = null"
                            + " where id = ?")
                    .param(person.value())
                    .update();
        });

        assertThat(system(() -> keys.logKeys(List.of(person.value())))).isEmpty();
        assertThat(system(() -> keys.logKeys(List.of(UUID.randomUUID())))).isEmpty();
    }

    @Test
    void aKeyOfTheRingThatOnlyALogKeyNeedsIsMissed() {
        PersonKeys keys = open(OLD, CryptoSuite.INTL);
        PersonId person = add(keys);
        logKey(keys, person);
        PersonKeys both = open(NEW + "," + OLD, CryptoSuite.INTL);
        both.rewrap();
        system(() -> jdbc.sql("update person.log_key set ring_key = 'old'").update());

        assertThatThrownBy(() -> open(NEW, CryptoSuite.INTL)).isInstanceOf(CannotStart.class);
    }

    private byte[] logKey(PersonKeys keys, PersonId person) {
        return system(() -> keys.logKeys(List.of(person.value()))).get(person.value());
    }

    @Test
    void aValueOfARoomAboveOpensNowhereElseAndForNobodyElse() {
        PersonKeys keys = open(OLD, CryptoSuite.INTL);
        PersonId person = add(keys);
        PersonId other = add(keys);
        byte[] value = system(() -> keys.seal(person, "demand.order", ROW, "address", "示例路 7 号"));

        assertThatThrownBy(() -> system(() -> keys.open(other, "demand.order", ROW, "address", value)))
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> system(() -> keys.open(person, "demand.order", SITE, "address", value)))
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> system(() -> keys.open(person, "demand.order", ROW, "note", value)))
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> keys.openSecret("demand.order", ROW, "address", value))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void anIndexTellsOneColumnFromAnotherAndNothingIsCutOff() {
        PersonKeys keys = open(OLD, CryptoSuite.INTL);

        assertThat(keys.blind("person.person.phone", "13800002743"))
                .hasSize(32)
                .isNotEqualTo(keys.blind("person.person.identity_number", "13800002743"))
                .isNotEqualTo(keys.blind("person.person.phone", "13800002744"));
    }

    @Test
    void productionTakesNoKeyThatTheHouseMadeForItself() {
        assertThatThrownBy(() -> new PersonKeys(
                        store, transactions, clock, CryptoSuite.INTL, new KeySource(settings("", ""), secrets, true)))
                .isInstanceOf(CannotStart.class);
        assertThat(secrets.resolve("person.keys")).doesNotExist();

        assertThat(open("", CryptoSuite.INTL).objections()).hasSize(1);
    }

    @Test
    void aKeyOfTheCitysOwnIsFitForProduction() throws IOException {
        Path file = secrets.resolve("city.keys");
        Files.writeString(file, "# the city's\n" + OLD + "\n");
        PersonKeys keys = new PersonKeys(
                store,
                transactions,
                clock,
                CryptoSuite.GM,
                new KeySource(settings(file.toString(), ""), secrets, true));

        assertThat(keys.objections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a:b", ","})
    void aKeyWrittenWrongIsRefusedInOneSentence(String written) {
        assertThatThrownBy(() -> open(written, CryptoSuite.INTL))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void aKeyFileThatIsNotThereAndTwoSourcesAreRefused() {
        KeySource absent = new KeySource(settings(secrets.resolve("none").toString(), ""), secrets, false);
        KeySource both = new KeySource(settings("file", OLD), secrets, false);

        assertThatThrownBy(absent::existing).isInstanceOf(CannotStart.class);
        assertThatThrownBy(both::existing).isInstanceOf(CannotStart.class);
    }

    private PersonKeys open(String written, CryptoSuite suite) {
        return new PersonKeys(store, transactions, clock, suite, new KeySource(settings("", written), secrets, false));
    }

    private static PersonSettings settings(String file, String key) {
        return new PersonSettings(file, key, CryptoSuite.INTL, 20, 5);
    }

    private PersonId add(PersonKeys keys) {
        PersonId person = new PersonId(UUID.randomUUID());
        return system(() -> {
            jdbc.sql("insert into network.site (id, number, opened) values (?, 'keys-test', date '2020-01-01')"
                            + " on conflict do nothing")
                    .param(SITE)
                    .update();
            jdbc.sql("""
                            insert into person.person (id, site, basis, name, phone_own, registered_at)
                            values (?, ?, 'DUTY', 'x', false, '2026-01-01Z')""").params(person.value(), SITE).update();
            keys.keep(person, keys.prepare());
            return person;
        });
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> transactions.execute(status -> work.get()));
    }

    private static String sql(String query) throws SQLException {
        try (Connection owner = TestCell.connectToEmptyAsOwner();
                Statement statement = owner.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = TestCell.connectToEmptyAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String key(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
