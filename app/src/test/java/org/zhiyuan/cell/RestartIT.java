package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.zhiyuan.access.Guest;
import org.zhiyuan.presence.Crowd;

/**
 * A check-in in whose midst the database or the program falls: whoever sent it reads what to do, or nothing at all; sent
 * once more as it is, it has one effect. Each moment is held open until the fall, so that it is never missed.
 */
class RestartIT {
    private static final Duration RETURN_MAX = Duration.ofMinutes(1);
    private static final long HELD = 20_261_126L;

    private static Path data;
    private static Crowd crowd;

    @BeforeAll
    static void gather() throws Exception {
        data = Layout.sampleData("restart");
        try (ConfigurableApplicationContext inside = HouseInside.open(data)) {
            crowd = new Crowd(inside, 3, 1);
        }
    }

    /** One who comes, by one form. */
    private record Coming(Crowd.Member member, Crowd.Venue venue, UUID form) {
        static Coming of(int member) {
            return new Coming(crowd.members.get(member), crowd.now.getFirst(), UUID.randomUUID());
        }

        String place() {
            return "/checkin/" + venue.activity();
        }

        Guest.Answer send(HouseProcess house) throws IOException, InterruptedException {
            return new Guest(house.url())
                    .with("session", member.session())
                    .send(form, place() + "/arrivals", "code", venue.code(Instant.now()));
        }
    }

    @Test
    void theDatabaseFallsWhileACheckInIsHalfWritten() throws Exception {
        try (HouseProcess house = new HouseProcess(data).start();
                Connection holding = everything(house);
                Statement hold = holding.createStatement()) {
            Coming coming = Coming.of(0);
            // the event is written, and waits for the row that it points to
            holding.setAutoCommit(false);
            hold.execute("select from activity.activity where id = '"
                    + coming.venue().activity() + "' for update");
            assertThatItIsToldAndHasOneEffect(house, coming);
        }
    }

    @Test
    void theDatabaseFallsInTheCommitOfACheckIn() throws Exception {
        try (HouseProcess house = new HouseProcess(data).start();
                Connection holding = everything(house);
                Statement hold = holding.createStatement()) {
            hold.execute("""
                    create function public.held() returns trigger language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock(%d);
                        return null;
                    end;
                    $$""".formatted(HELD));
            hold.execute("""
                    create constraint trigger held after insert on presence.event deferrable initially deferred
                    for each row execute function public.held()""");
            hold.execute("select pg_advisory_lock(" + HELD + ")");
            assertThatItIsToldAndHasOneEffect(house, Coming.of(1));
            try (Connection owner = everything(house);
                    Statement tidy = owner.createStatement()) {
                tidy.execute("drop function public.held() cascade");
            }
        }
    }

    private static void assertThatItIsToldAndHasOneEffect(HouseProcess house, Coming coming) throws Exception {
        try (ExecutorService phone = Executors.newSingleThreadExecutor()) {
            Future<Guest.Answer> first = phone.submit(() -> coming.send(house));
            HouseProcess.await(RETURN_MAX, "check-in in its midst", () -> waiting(house));
            assertThat(first).isNotDone();
            house.killDatabase();

            Guest.Answer told = first.get(1, TimeUnit.MINUTES);
            assertThat(told.status()).isGreaterThanOrEqualTo(500);
            assertThat(told.body())
                    .contains("可能没有办成", "原样再提交一次，也不会重复", "请过几分钟再试")
                    .doesNotContain("Exception", "org.postgresql", "\tat ");
        }
        HouseProcess.await(RETURN_MAX, "return of the database", house::healthy);
        assertThat(effects(house, coming)).as("of what was not committed").isEqualTo(new Effects(0, 0, 0));
        assertThatSentAgainItHasOneEffect(house, coming);
    }

    @Test
    void theProgramFallsBetweenTheCommitAndTheAnswer() throws Exception {
        Coming coming = Coming.of(2);
        try (HouseProcess house = new HouseProcess(data)
                .with("--" + Failpoint.SETTING + "=Presences.checkIn.afterCommit:1")
                .start()) {
            assertThat(unanswered(house, coming)).isTrue();
            HouseProcess.await(RETURN_MAX, "end of the program", () -> !house.running());
            assertThat(house.exitCode()).isEqualTo(Failpoint.KILLED);
        }
        try (HouseProcess house = new HouseProcess(data).start()) {
            assertThat(effects(house, coming)).isEqualTo(new Effects(1, 1, 1));
            assertThatSentAgainItHasOneEffect(house, coming);
        }
    }

    private static boolean unanswered(HouseProcess house, Coming coming) throws InterruptedException {
        try {
            coming.send(house);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void assertThatSentAgainItHasOneEffect(HouseProcess house, Coming coming) throws Exception {
        for (int times = 0; times < 2; times++) {
            Guest.Answer again = coming.send(house);
            assertThat(again.status()).as(again.body()).isEqualTo(302);
            assertThat(again.location()).isEqualTo(coming.place());
            assertThat(effects(house, coming)).isEqualTo(new Effects(1, 1, 1));
        }
    }

    /** @param audited events that say that this volunteer came */
    private record Effects(long events, long presences, long audited) {}

    private static Effects effects(HouseProcess house, Coming coming) throws Exception {
        try (Connection owner = everything(house);
                PreparedStatement count = owner.prepareStatement("""
                        select (select count(*) from presence.event where volunteer = v.id),
                               (select count(*) from presence.presence where volunteer = v.id),
                               (select count(*) from audit.event
                                where what = 'presence.came' and object_id = cast(v.id as text))
                        from (select cast(? as uuid) as id) v""")) {
            count.setObject(1, coming.member().volunteer());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Effects(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    private static Connection everything(HouseProcess house) throws Exception {
        Connection owner = house.connect();
        try (Statement statement = owner.createStatement()) {
            statement.execute(
                    "select set_config('app.everything', 'on', false), set_config('app.changes', 'on', false)");
        }
        return owner;
    }

    private static boolean waiting(HouseProcess house) {
        try (Connection owner = house.connect();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            row.next();
            return row.getLong(1) > 0;
        } catch (SQLException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
