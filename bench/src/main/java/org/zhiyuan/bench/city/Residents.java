package org.zhiyuan.bench.city;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.LogKeys;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerNumber;

/** Who lives in the full city: sealed by the house's own service, with names that nobody takes for real. */
final class Residents {
    static final Actor HOUSE = Actor.system("sample");

    private static final String[] FAMILIES = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈"};
    private static final String[] DIGITS = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final LocalDate FIRST_BORN = LocalDate.of(1948, 1, 1);
    /** Prime to the step below: so no two have one number. */
    private static final int BIRTHDAYS = 20_000;

    private static final int BIRTHDAY_STEP = 7_919;
    private static final int ADDRESSES = 500;
    private static final int DORMANT_DAYS = 365;

    private final UUID[] people;
    private final UUID[] volunteers;
    private final UUID[] accounts;
    private final byte[][] logKeys;
    private final AtomicIntegerArray lastServed;
    private final AtomicLongArray minutes;
    private final AtomicLongArray postings;

    private Residents(int count) {
        people = new UUID[count];
        volunteers = new UUID[count];
        accounts = new UUID[count];
        logKeys = new byte[count][];
        lastServed = new AtomicIntegerArray(count);
        minutes = new AtomicLongArray(count);
        postings = new AtomicLongArray(count);
    }

    /** Registers everybody, a thousand at a time on two connections, with the key that hides his entries in the log. */
    static Residents registered(Plan plan, House house, Progress progress) throws Exception {
        int count = plan.places().stream().mapToInt(Plan.Place::people).sum();
        Residents residents = new Residents(count);
        UUID[] siteOf = new UUID[count];
        plan.places()
                .forEach(place ->
                        Arrays.fill(siteOf, place.firstPerson(), place.firstPerson() + place.people(), place.site()));
        UUID origin = Ids.next(InstantSource.system());
        People service = house.bean(People.class);
        LogKeys keys = house.bean(LogKeys.class);
        TransactionOperations transactions = house.bean(TransactionOperations.class);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<?>> batches = new ArrayList<>();
            for (int from = 0; from < count; from += People.BATCH_MAX) {
                int first = from;
                int until = Math.min(count, from + People.BATCH_MAX);
                batches.add(two.submit(() -> Acting.as(HOUSE, Scope.EVERYTHING, () -> {
                    transactions.executeWithoutResult(
                            status -> residents.register(first, until, siteOf, service, origin, plan.today()));
                    transactions.executeWithoutResult(status -> residents.keys(first, until, keys));
                })));
            }
            int done = 0;
            for (Future<?> batch : batches) {
                batch.get();
                done++;
                progress.step("people", Math.min(count, (long) done * People.BATCH_MAX), count);
            }
        }
        return residents;
    }

    private void register(int first, int until, UUID[] siteOf, People service, UUID origin, LocalDate today) {
        List<People.Entrant> entrants = new ArrayList<>(until - first);
        for (int who = first; who < until; who++) {
            entrants.add(new People.Entrant(
                    new SiteId(siteOf[who]),
                    new Particulars(
                            name(who),
                            MobileNumber.of("1962%07d".formatted(who)),
                            true,
                            IdentityNumber.of(number(who), today),
                            null,
                            "示例路 %d 号".formatted(who % ADDRESSES + 1))));
        }
        List<PersonId> ids = service.registerAll(HOUSE, entrants, Basis.DUTY, origin);
        InstantSource clock = InstantSource.system();
        for (int who = first; who < until; who++) {
            people[who] = ids.get(who - first).value();
            volunteers[who] = Ids.next(clock);
            accounts[who] = Ids.next(clock);
        }
    }

    private void keys(int first, int until, LogKeys keys) {
        Map<UUID, byte[]> made = keys.of(Arrays.asList(people).subList(first, until));
        for (int who = first; who < until; who++) {
            logKeys[who] = Objects.requireNonNull(made.get(people[who]));
        }
    }

    static String name(int who) {
        return FAMILIES[who % FAMILIES.length] + "示例" + numeral(who / FAMILIES.length);
    }

    /** Digit by digit, as nobody is called. */
    static String numeral(int number) {
        StringBuilder numeral = new StringBuilder();
        for (char digit : String.valueOf(number).toCharArray()) {
            numeral.append(DIGITS[digit - '0']);
        }
        return numeral.toString();
    }

    private static LocalDate born(int who) {
        return FIRST_BORN.plusDays((long) who * BIRTHDAY_STEP % BIRTHDAYS);
    }

    /** Of a division that does not exist. */
    private static String number(int who) {
        String body = "539997%tY%<tm%<td%03d".formatted(born(who), 100 + who / BIRTHDAYS);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    int count() {
        return people.length;
    }

    UUID person(int who) {
        return people[who];
    }

    UUID volunteer(int who) {
        return volunteers[who];
    }

    UUID account(int who) {
        return accounts[who];
    }

    byte[] logKey(int who) {
        return logKeys[who];
    }

    static int years(int who, LocalDate day) {
        return born(who).until(day).getYears();
    }

    void credited(int who, LocalDate day, int credit) {
        lastServed.accumulateAndGet(who, (int) day.toEpochDay(), Math::max);
        minutes.addAndGet(who, credit);
        postings.incrementAndGet(who);
    }

    /** As volunteers with their accounts in the book of hours, once it is known when each served last. */
    void load(Plan plan, Connection owner, Instant now) throws SQLException {
        String prefix = Owner.text(
                owner, "select value from volunteer.rule where key = 'number-prefix' order by valid_from desc limit 1");
        long ordinal = Owner.number(owner, "select nextval('volunteer.number')");
        Owner.run(owner, "select setval('volunteer.number', %d)".formatted(ordinal + count()));
        Rows volunteer = new Rows(
                "volunteer.volunteer",
                "id, person, number, site, state, source, registered_at, confirmed_on, served_on, free_known, version");
        Rows step = new Rows("volunteer.step", "id, volunteer, state, cause, at, account, who, reason");
        Rows consent =
                new Rows("person.consent", "id, person, purpose, version, given, at, channel, guardian, account");
        Rows account = new Rows("ledger.account", "id, book, kind, owner, site, floored, opened_at");
        Rows balance = new Rows("ledger.balance", "account, amount, postings, floored");
        LocalDate dormant = plan.today().minusDays(DORMANT_DAYS);
        Instant agreed = LocalDate.of(2026, 1, 5).atTime(9, 0).atZone(Plan.ZONE).toInstant();
        for (Plan.Place place : plan.places()) {
            for (int n = 0; n < place.people(); n++) {
                int who = place.firstPerson() + n;
                SplittableRandom random = plan.random(who, -3);
                Instant registered = plan.today()
                        .minusDays(3 * 365 + 30 + random.nextInt(200))
                        .atTime(9, random.nextInt(60))
                        .atZone(Plan.ZONE)
                        .toInstant();
                boolean confirmed = n <= place.serving();
                LocalDate served = postings.get(who) == 0 ? null : LocalDate.ofEpochDay(lastServed.get(who));
                // whoever leads counts by being there; of the others, who did nothing for a year rests
                boolean active = n == 0 || (served != null && served.isAfter(dormant));
                String state = !confirmed ? "INVITED" : active ? "ACTIVE" : "DORMANT";
                LocalDate confirmedOn =
                        n == 0 ? plan.today().minusDays(100) : LocalDate.ofInstant(registered, Plan.ZONE);
                volunteer.add(
                        volunteers[who],
                        people[who],
                        VolunteerNumber.of(prefix, ordinal + who),
                        place.site(),
                        state,
                        confirmed ? "COUNTER" : "IMPORT",
                        registered,
                        confirmed ? confirmedOn : null,
                        served,
                        "f",
                        1);
                step.add(
                        Plan.id(registered, random),
                        volunteers[who],
                        confirmed ? "ACTIVE" : "INVITED",
                        confirmed ? "REGISTERED" : "IMPORTED",
                        registered,
                        null,
                        "示例",
                        "");
                if (state.equals("DORMANT")) {
                    step.add(Plan.id(now, random), volunteers[who], state, "IDLE", now, null, "示例", "");
                }
                if (confirmed) {
                    consent.add(
                            Plan.id(agreed, random),
                            people[who],
                            "volunteer-record",
                            2,
                            "t",
                            agreed,
                            "COUNTER",
                            null,
                            null);
                    account.add(accounts[who], "hours", "volunteer", people[who], place.site(), "t", registered);
                    balance.add(accounts[who], minutes.get(who), postings.get(who), "t");
                }
            }
        }
        for (Rows rows : List.of(volunteer, step, consent, account, balance)) {
            Owner.copy(owner, rows);
        }
    }
}
