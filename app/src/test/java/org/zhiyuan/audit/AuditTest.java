package org.zhiyuan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.Offer;
import org.zhiyuan.ledger.Sealing;
import org.zhiyuan.ledger.Seals;

/** What makes the log one that can be believed, on the real database. */
@HouseTest
class AuditTest {
    @Autowired
    private Audit audit;

    @Autowired
    private Events events;

    @Autowired
    private EventStore store;

    @Autowired
    private Seals seals;

    @Autowired
    private Sealing sealing;

    @Autowired
    private Months months;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private InstantSource time;

    @Autowired
    private SettableClock clock;

    private final String object = UUID.randomUUID().toString();

    @Test
    void whatIsRecordedOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> audit.record(deed())).isInstanceOf(IllegalTransactionStateException.class);
        assertThat(recorded()).isEmpty();
    }

    @Test
    void anActThatIsRolledBackLeavesNoEvent() {
        assertThatIllegalStateException()
                .isThrownBy(() -> asSystem(() -> transactions.execute(status -> {
                    audit.record(deed());
                    throw new IllegalStateException("the act fails after its event was written");
                })));

        assertThat(recorded()).isEmpty();
    }

    @Test
    void anAttemptThatFailsKeepsItsEventThoughNothingElseIsKept() {
        assertThatIllegalStateException()
                .isThrownBy(() -> asSystem(() -> transactions.execute(status -> {
                    audit.record(deed());
                    audit.recordAlone(deed().denied());
                    throw new IllegalStateException("refused");
                })));

        assertThat(recorded()).extracting(Event::result).containsExactly(Deed.Result.DENIED);
    }

    @Test
    void anEventSaysWhoAsWhatWhatWhenWhyFromWhereAndHowItEnded() {
        UUID account = UUID.randomUUID();
        UUID site = UUID.randomUUID();
        Actor clerk = new Actor(Actor.Kind.STAFF, account, null, "王示例", "中心办事员", "10.0.0.7", "req-" + account);
        Deed deed = deed().on("site", object, site)
                .inField("culture")
                .changed(Map.of("name", "旧"), Map.of("name", "新"))
                .because("示例文〔2026〕1号");

        Acting.as(clerk, own(account), () -> transactions.executeWithoutResult(status -> audit.record(deed)));

        Event event = recorded().getFirst();
        assertThat(event)
                .returns(account, Event::account)
                .returns("王示例", Event::actorName)
                .returns("中心办事员", Event::role)
                .returns("10.0.0.7", Event::origin)
                .returns("req-" + account, Event::requestId)
                .returns(deed.what(), Event::what)
                .returns(deed.label(), Event::label)
                .returns(site, Event::site)
                .returns("culture", Event::field)
                .returns(List.of("name"), Event::fields)
                .returns(Digest.of(Map.of("name", "旧")), Event::before)
                .returns(Digest.of(Map.of("name", "新")), Event::after)
                .returns("示例文〔2026〕1号", Event::reason)
                .returns(Deed.Result.ALLOWED, Event::result);
    }

    @Test
    void theTimeOfAnEventIsTheDatabasesWhateverTheHousesClockSays() {
        clock.set(Instant.parse("2001-01-01T00:00:00Z"));
        try {
            record(deed());
        } finally {
            clock.reset();
        }

        assertThat(recorded().getFirst().at()).isAfter(time.instant().minus(1, ChronoUnit.HOURS));
    }

    @Test
    void nobodyRecordsAnActAsAnothers() {
        Actor other = new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "李例", "", "", "");

        assertThatThrownBy(() -> Acting.as(
                        other,
                        own(UUID.randomUUID()),
                        () -> transactions.executeWithoutResult(status -> audit.record(deed()))))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("violates row-level security policy for table \"event\"");
    }

    @Test
    void everyEventStandsInTheSealedLogAndIsProvedAsItStands() {
        record(deed());
        Event event = recorded().getFirst();
        seal();

        String proof = asSystem(() -> transactions.execute(status -> events.proof(event.id())));

        assertThat(asSystem(() -> events.sealed(event.id()))).isPresent();
        assertThat(proof)
                .contains("\"event\":\"" + event.id() + "\"", "zhiyuan-audit-v1")
                .doesNotContain(event.what());
        assertThatIllegalStateException()
                .isThrownBy(() -> asSystem(() -> seals.proof(new Offer(
                        "audit",
                        event.id().toString(),
                        null,
                        Map.of("digest", "0".repeat(64), "event", event.id().toString(), "type", "zhiyuan-audit-v1")))))
                .withMessageContaining("not what was sealed");
    }

    @Test
    void anEventThatIsRolledBackIsNeverSealed() {
        UUID id = UUID.randomUUID();
        assertThatIllegalStateException()
                .isThrownBy(() -> asSystem(() -> transactions.execute(status -> {
                    store.add(id, Actor.system("test"), deed());
                    throw new IllegalStateException("rolled back");
                })));
        seal();

        assertThat(asSystem(() -> events.sealed(id))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "actor_name = 'another'",
                "role = 'another'",
                "origin = 'another'",
                "request_id = 'another'",
                "what = 'test.another'",
                "label = 'another'",
                "label_values = '[\"another\"]'",
                "object_kind = 'another'",
                "object_id = 'another'",
                "site = '01900000-0000-7000-8000-0000000000aa'",
                "field = 'another'",
                "fields = '{another}'",
                "before = sha256('another')",
                "after = sha256('another')",
                "reason = 'another'",
                "result = 'FAILED'"
            })
    void whateverIsAlteredInAnEventItsDigestTells(String change) throws SQLException {
        record(deed());
        UUID id = recorded().getFirst().id();
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('app.everything', 'on', true)");
            statement.execute("alter table audit.event no force row level security");
            statement.execute("alter table audit.event disable trigger event_stays");
            String before = digest(statement, id);
            assertThat(digest(statement, id)).isEqualTo(before);
            assertThat(statement.executeUpdate("update audit.event set " + change + " where id = '" + id + "'"))
                    .isEqualTo(1);
            assertThat(digest(statement, id)).isNotEqualTo(before);
            owner.rollback();
        }
    }

    private static String digest(Statement statement, UUID id) throws SQLException {
        try (var row = statement.executeQuery("select audit.digest(e) from audit.event e where e.id = '" + id + "'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private void seal() {
        sealing.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit.event set reason = 'another'",
                "delete from audit.event",
                "truncate audit.event",
                "truncate audit.event_unprepared",
                "drop table audit.event",
                "delete from audit.event_unprepared",
                "insert into audit.event (id, at) values (gen_random_uuid(), '2020-01-01')",
                "alter table audit.event disable trigger all"
            })
    void theApplicationCanOnlyAddAndRead(String sql) throws SQLException {
        record(deed());
        try (Connection connection = TestCell.connectAsApplication()) {
            assertThatThrownBy(() -> execute(connection, sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit.event_%s set reason = 'another'",
                "delete from audit.event_%s",
                "truncate audit.event_%s",
                "truncate audit.event"
            })
    void theOwnerIsRefusedToo(String sql) throws SQLException {
        record(deed());
        String month = recorded().getFirst().at().toString().substring(0, 7).replace('-', '_');
        try (Connection connection = TestCell.connectAsOwner()) {
            assertThatThrownBy(() -> execute(connection, sql.formatted(month)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("audit events are never changed or removed");
        }
    }

    @Test
    void anEventWhoseMonthNobodyPreparedIsKeptAndMovesLater() throws SQLException {
        record(deed());
        try (Connection owner = TestCell.connectAsOwner()) {
            owner.setAutoCommit(false);
            // within one transaction that is taken back: a house whose current month has no partition
            execute(owner, """
                    do $$ begin
                        execute 'alter table audit.event detach partition audit.event_'
                            || to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY_MM');
                        execute 'alter table audit.event_' || to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY_MM')
                            || ' rename to put_aside';
                    end $$
                    """);
            execute(owner, """
                    insert into audit.event (id, actor_kind, actor_name, role, origin, request_id, what, label,
                        label_values, object_kind, object_id, fields, before, after, reason, result)
                    values (gen_random_uuid(), 'SYSTEM', '', '', '', '', 'test.kept', 'x', '[]', '', '', '{}', '', '',
                        '', 'ALLOWED')
                    """);
            assertThat(number(owner, "select count(*) from audit.event_unprepared"))
                    .isOne();

            assertThat(number(owner, "select audit.prepare_months(0)")).isOne();

            assertThat(number(owner, "select count(*) from audit.event_unprepared"))
                    .isZero();
            execute(owner, "set local app.everything = 'on'");
            assertThat(number(owner, "select count(*) from audit.event where what = 'test.kept'"))
                    .isOne();
            owner.rollback();
        }
    }

    @Test
    void monthsPastTheirKeepingAreDroppedWholeAndThatIsAnEvent() throws SQLException {
        try (Connection owner = TestCell.connectAsOwner()) {
            owner.setAutoCommit(false);
            execute(owner, """
                    create table audit.event_2020_01 partition of audit.event
                        for values from ('2020-01-01 00:00+08') to ('2020-02-01 00:00+08')
                    """);
            assertThat(number(owner, "select audit.drop_months(36, gen_random_uuid(), 'x {0}')"))
                    .isOne();
            execute(owner, "set local app.everything = 'on'");
            assertThat(number(owner, """
                    select count(*) from audit.event
                    where what = 'audit.months_dropped' and label_values = '["2020-01"]' and actor_kind = 'SYSTEM'
                    """)).isOne();
            assertThatThrownBy(() -> execute(owner, "select audit.drop_months(5, gen_random_uuid(), 'x')"))
                    .hasMessageContaining("months kept (5) must be 6 or more");
            owner.rollback();
        }
    }

    @Test
    void theMonthsAheadArePreparedAndNothingYoungIsDropped() {
        record(deed());

        asSystem(() -> {
            months.keep();
            return true;
        });

        assertThat(recorded()).hasSize(1);
    }

    @Test
    void anEventIsReadBelowTheReadersSiteByItsActorAndByNobodyElse() {
        UUID site = UUID.randomUUID();
        UUID elsewhere = UUID.randomUUID();
        UUID account = UUID.randomUUID();
        Actor clerk = new Actor(Actor.Kind.STAFF, account, null, "王示例", "", "", "");
        Acting.as(
                clerk,
                own(account),
                () -> transactions.executeWithoutResult(status -> audit.record(deed().on("test", object, site))));
        UUID event = recorded().getFirst().id();

        assertThat(found(event, only(site))).isTrue();
        assertThat(found(event, own(account))).isTrue();
        assertThat(found(event, only(elsewhere))).isFalse();
        assertThat(found(event, own(UUID.randomUUID()))).isFalse();
        assertThat(found(event, Scope.NOTHING)).isFalse();
    }

    @Test
    void everyFilterFindsWhatItNamesAndNothingElse() {
        UUID account = UUID.randomUUID();
        String request = "req-" + account;
        Actor clerk = new Actor(Actor.Kind.STAFF, account, null, "王示例", "", "", request);
        Acting.as(clerk, own(account), () -> transactions.executeWithoutResult(status -> audit.record(deed())));
        record(deed().failed());
        EventFilter days = days();

        assertThat(search(days.on("test", object))).hasSize(2);
        assertThat(search(days.by(account))).hasSize(1);
        assertThat(search(days.request(request))).hasSize(1);
        assertThat(search(days.on("test", object).what("test.done"))).hasSize(2);
        assertThat(search(days.on("test", object).what("test.other"))).isEmpty();
        assertThat(search(days.on("test", object).below(UUID.randomUUID()))).isEmpty();
        assertThat(search(new EventFilter(
                        days.from(), days.to(), null, "", "test", object, null, Deed.Result.FAILED, "")))
                .hasSize(1);
        assertThat(search(new EventFilter(
                        days.from().minusDays(9), days.from().minusDays(8), null, "", "test", object, null, null, "")))
                .isEmpty();
        assertThat(search(days.on("test", object)))
                .as("the newest first")
                .extracting(Event::result)
                .containsExactly(Deed.Result.FAILED, Deed.Result.ALLOWED);
        assertThat(asSystem(events::kinds)).contains(new Events.DeedKind("test.done", "试了 {0}"));
    }

    @Test
    void anExportHoldsWhatWasFoundStartsNoFormulaAndIsAnEventItself() {
        record(deed().because("=1+1"));
        record(deed().because("　＝cmd|' /C calc'!A0"));
        record(deed().because("a,\"b\"\nc"));
        EventFilter filter = days().on("test", object);
        long before = search(days().what("audit.exported")).size();

        LocaleContextHolder.setLocale(Locale.CHINA);
        String sheet = new String(asSystem(() -> events.export(filter)), StandardCharsets.UTF_8);
        LocaleContextHolder.resetLocaleContext();

        assertThat(sheet)
                .startsWith("\uFEFF时间,")
                .contains(",'=1+1,")
                .contains(",'　＝cmd|' /C calc'!A0,")
                .contains(",\"a,\"\"b\"\"\nc\",")
                .doesNotContain(",=");
        assertThat(search(days().what("audit.exported"))).hasSize((int) before + 1);
    }

    private Deed deed() {
        return Deed.of("test.done", Text.of("试了 {0}", 1L)).on("test", object, null);
    }

    private void record(Deed deed) {
        asSystem(() -> {
            transactions.executeWithoutResult(status -> audit.record(deed));
            return true;
        });
    }

    private List<Event> recorded() {
        return asSystem(() -> events.search(wide(), 1).shown().rows()).stream()
                .filter(event -> event.objectId().equals(object))
                .toList();
    }

    private EventFilter wide() {
        return new EventFilter(
                LocalDate.of(2000, 1, 1),
                LocalDate.ofInstant(time.instant(), ZoneOffset.UTC).plusDays(2),
                null,
                "",
                "",
                object,
                null,
                null,
                "");
    }

    private List<Event> search(EventFilter filter) {
        return asSystem(() -> events.search(filter, 1)).shown().rows();
    }

    private EventFilter days() {
        LocalDate today = LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
        return EventFilter.days(today.minusDays(1), today.plusDays(1));
    }

    private boolean found(UUID event, Scope scope) {
        try {
            return Acting.as(Actor.system("test"), scope, () -> events.get(event))
                    .id()
                    .equals(event);
        } catch (Absent e) {
            return false;
        }
    }

    private static Scope own(UUID account) {
        return new Scope(false, Set.of(), Set.of(), null, account, true);
    }

    /** A right at the place itself; the row policy knows it without the place being in the tree. */
    private static Scope only(UUID site) {
        return new Scope(false, Set.of(), Set.of(), Set.of(site), Set.of(), null, null, false);
    }

    private static <T> T asSystem(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, work);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
