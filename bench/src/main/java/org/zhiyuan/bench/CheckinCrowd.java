package org.zhiyuan.bench;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.Zhiyuan;
import org.zhiyuan.access.SignedIn;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.Plan;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerNumber;

/** Made-up volunteers with an open session and a seat each, at many activities that are going on. */
final class CheckinCrowd {
    /**
     * @param session value of the cookie of that name
     * @param secret what the codes of his activity are made with
     */
    record Member(UUID account, UUID person, UUID volunteer, UUID activity, String session, byte[] secret) {
        String code(Instant at) {
            try {
                TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(
                        Duration.ofSeconds(30), 6, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA256);
                return generator.generateOneTimePasswordString(new SecretKeySpec(secret, generator.getAlgorithm()), at);
            } catch (InvalidKeyException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final Actor BENCH = Actor.system("bench");
    private static final String STATION = "530181009205";
    /** Of one batch of people that is written in one transaction. */
    private static final int BATCH = 100;

    private final ApplicationContext house;
    private final JdbcClient jdbc;
    private final SiteId station;

    private CheckinCrowd(ApplicationContext house) {
        this.house = house;
        this.jdbc = house.getBean(JdbcClient.class);
        this.station = inHouse(() -> house.getBean(Sites.class)
                .resolve(STATION, LocalDate.ofInstant(Instant.now(), Formats.ZONE))
                .orElseThrow());
    }

    /** Fills a data folder of the sample city from inside, and lets go of it. */
    static List<Member> gather(Path data, Path programs, int size, int activities) {
        try (var house = new SpringApplicationBuilder(Zhiyuan.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("withoutBench", new WithoutBench()))
                .run("--zhiyuan.cell.data=" + data, "--zhiyuan.cell.programs=" + programs, "--server.port=0")) {
            return new CheckinCrowd(house).fill(size, activities);
        }
    }

    /** The house looks for its parts in all packages of its name, and finds those of the benchmarks. */
    private static final class WithoutBench extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader found, MetadataReaderFactory factory) {
            return found.getClassMetadata().getClassName().startsWith("org.zhiyuan.bench.");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutBench;
        }

        @Override
        public int hashCode() {
            return WithoutBench.class.hashCode();
        }
    }

    private <T> T inHouse(Supplier<T> work) {
        return inHouseAs(BENCH, work);
    }

    private List<Member> fill(int size, int count) {
        UUID leader = inHouse(() -> person(0));
        List<ActivityId> those = new ArrayList<>();
        List<byte[]> secrets = new ArrayList<>();
        Presences presences = house.getBean(Presences.class);
        for (int i = 0; i < count; i++) {
            ActivityId id = activity(i, leader, size / count + 1);
            those.add(id);
            secrets.add(inHouse(() ->
                    presences.secret(BENCH, house.getBean(Activities.class).get(id))));
        }
        List<Member> members = new ArrayList<>();
        for (int from = 0; from < size; from += BATCH) {
            int first = from;
            members.addAll(inHouse(() -> {
                List<Member> batch = new ArrayList<>();
                for (int n = first; n < Math.min(size, first + BATCH); n++) {
                    batch.add(member(n + 1, those.get(n % count), secrets.get(n % count)));
                }
                return batch;
            }));
        }
        // who comes is on the list before it begins
        those.forEach(id -> inHouse(() -> {
            house.getBean(Activities.class).begin(BENCH, id);
            return id;
        }));
        return members;
    }

    private ActivityId activity(int n, UUID leader, int seats) {
        Activities activities = house.getBean(Activities.class);
        Actor clerk = new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "站办事员", "127.0.0.1", "bench");
        Instant starts = Instant.now().plus(Duration.ofMinutes(20));
        return inHouseAs(clerk, () -> {
            ActivityId made = activities.draft(
                    clerk,
                    new Plan(
                            station,
                            null,
                            null,
                            "示例压测" + n,
                            "清理河边",
                            "鸣矣河桥头",
                            starts,
                            starts.plus(Duration.ofHours(3)),
                            0,
                            "",
                            "",
                            RiskGrade.LOW,
                            "路滑",
                            "发雨鞋",
                            Instant.now().minusSeconds(60),
                            starts.minusSeconds(60),
                            List.of(new PersonId(leader)),
                            List.of(new Plan.PlannedPost(null, "清理", "", seats, null, 0))));
            activities.submit(clerk, made);
            return made;
        });
    }

    private <T> T inHouseAs(Actor actor, Supplier<T> work) {
        return Acting.as(
                actor,
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(
                        house.getBean(TransactionOperations.class).execute(status -> work.get())));
    }

    private UUID person(int n) {
        return house.getBean(People.class)
                .register(
                        BENCH,
                        station,
                        new Particulars(
                                "周示例压" + n,
                                MobileNumber.of("1963%07d".formatted(n)),
                                true,
                                null,
                                LocalDate.of(1985, 1, 1),
                                ""),
                        Basis.DUTY,
                        List.of())
                .value();
    }

    private Member member(int n, ActivityId activity, byte[] secret) {
        UUID person = person(n);
        UUID volunteer = UUID.randomUUID();
        UUID account = UUID.randomUUID();
        jdbc.sql("""
                        insert into volunteer.volunteer
                            (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                        values (?, ?, ?, ?, 'ACTIVE', 'SELF', ?, '2026-01-01', false)""")
                .params(
                        volunteer,
                        person,
                        VolunteerNumber.of("ZB", n).value(),
                        station.value(),
                        Instant.now().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        insert into access.account (id, kind, person, name, sessions_from, created_at)
                        values (?, 'CITIZEN', ?, ?, '2020-01-01Z', '2020-01-01Z')""").params(account, person, "示例" + n).update();
        jdbc.sql("""
                        insert into activity.sign_up (id, activity, post, volunteer, person, state, risk_open, override,
                            override_by, clash_allowed, at, changed_at, slot)
                        select gen_random_uuid(), p.activity, p.id, :volunteer, :person, 'SEATED', true, '示例：压测',
                               gen_random_uuid(), true, now(), now(), tstzrange(a.starts, a.ends)
                        from activity.post p join activity.activity a on a.id = p.activity where p.activity = :activity""")
                .param("volunteer", volunteer)
                .param("person", person)
                .param("activity", activity.value())
                .update();
        return new Member(account, person, volunteer, activity.value(), session(account), secret);
    }

    @SuppressWarnings("unchecked")
    private String session(UUID account) {
        return open(
                (FindByIndexNameSessionRepository<Session>) house.getBean(FindByIndexNameSessionRepository.class),
                account);
    }

    /** As somebody has it who has just signed in with a code on his phone. */
    private static String open(FindByIndexNameSessionRepository<Session> sessions, UUID account) {
        Instant now = Instant.now();
        Session session = sessions.createSession();
        session.setMaxInactiveInterval(Duration.ofHours(2));
        session.setAttribute(
                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                        new SignedIn(account, now),
                        null,
                        Set.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.OTT_AUTHORITY)
                                .issuedAt(now)
                                .build()))));
        session.setAttribute("browser", "bench");
        session.setAttribute("address", "127.0.0.1");
        sessions.save(session);
        return Base64.getEncoder().encodeToString(session.getId().getBytes(StandardCharsets.UTF_8));
    }
}
