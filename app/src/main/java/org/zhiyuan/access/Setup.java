package org.zhiyuan.access;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.StartupNote;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/**
 * The first three accounts of a house without sample. Whoever starts it sees a code once; with it three people make
 * themselves system, security and audit administrator, each with an own password, and then it is dead. That they are
 * three is told by their identity numbers.
 */
@Component
@Order(SampleAccounts.LEVEL)
public class Setup implements ApplicationRunner, StartupNote {
    private static final Text REASON = Text.of("首次安装");
    private static final int CODE_GROUPS = 4;

    private final City city;
    private final SetupStore store;
    private final AccountStore accountStore;
    private final Accounts accounts;
    private final Grants grants;
    private final StaffPersons persons;
    private final Workplaces places;
    private final Attempts attempts;
    private final PolicyTable table;
    private final AccessSettings settings;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private volatile @Nullable String code;

    Setup(
            City city,
            SetupStore store,
            AccountStore accountStore,
            Accounts accounts,
            Grants grants,
            StaffPersons persons,
            Workplaces places,
            Attempts attempts,
            PolicyTable table,
            AccessSettings settings,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.store = store;
        this.accountStore = accountStore;
        this.accounts = accounts;
        this.grants = grants;
        this.persons = persons;
        this.places = places;
        this.attempts = attempts;
        this.table = table;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A new code at each start until the three are there: one that was printed long ago opens nothing. */
    @Override
    public void run(ApplicationArguments arguments) {
        if (city.sample()) {
            return;
        }
        asSystem(() -> {
            if (accountStore.none() || store.open()) {
                String fresh = Digests.typed(CODE_GROUPS);
                store.put(digest(fresh), clock.instant());
                code = fresh;
            }
            return city;
        });
    }

    @Override
    public List<Text> lines() {
        String printed = code;
        return printed == null
                ? List.of()
                : List.of(Text.of("首次安装：请三个人打开 {0}，用安装码 {1} 建立系统、安全、审计三个管理员账号", "/setup", printed));
    }

    public boolean open() {
        return asSystem(store::open);
    }

    public LocalDate today() {
        return clock.instant().atZone(Formats.ZONE).toLocalDate();
    }

    /** The seats that nobody has taken. */
    public List<Role> seats() {
        return asSystem(() -> {
            List<String> taken = store.taken();
            return table.policy().roles().stream()
                    .filter(role -> role.kind() == Role.Kind.ADMINISTRATOR && !taken.contains(role.key()))
                    .sorted(Comparator.comparing(Role::key).reversed())
                    .toList();
        });
    }

    public Decision password(String password, String login) {
        return settings.passwords().policy().allows(password, login);
    }

    /**
     * Takes a seat.
     *
     * @return what is proved by now, for the next step; null where the code is wrong
     */
    public @Nullable Authentication take(
            String typedCode,
            String roleKey,
            String name,
            IdentityNumber number,
            String login,
            String password,
            Origin origin) {
        Attempts.Ticket ticket;
        try {
            ticket = attempts.take("setup", "", origin.address());
        } catch (Attempts.TooMany tooMany) {
            throw new Refusal(
                    Text.of("安装码试错的次数太多"), Text.of("请 {0} 分钟后再试", new SignInResult.Wait(tooMany.waiting()).minutes()));
        }
        password(password, login).orRefuse();
        boolean right = asSystem(() -> store.holds(digest(typedCode)));
        if (!right) {
            return null;
        }
        attempts.succeeded(ticket);
        UUID account = asSystem(() -> make(typedCode, roleKey, name, number, login, password));
        return UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(account, clock.instant()),
                null,
                List.of(Factors.proved(Factors.PASSWORD, clock.instant())));
    }

    private UUID make(
            String typedCode, String roleKey, String name, IdentityNumber number, String login, String password) {
        if (!store.holds(digest(typedCode))) {
            throw new Refusal(Text.of("安装已经完成，安装码作废了"));
        }
        if (store.taken().contains(roleKey)) {
            throw new Refusal(Text.of("这个管理员账号已经有人建立了"), Text.of("请选另一个"));
        }
        UUID center = places.center();
        UUID person = persons.register(Acting.actor(), name, null, number, center);
        AccountId id = accounts.add(login, name, person, center, password, false);
        Period fromToday = Period.since(today());
        grants.giveByHouse(id.value(), person, roleKey, center, null, fromToday, REASON.key());
        if (store.taken().size() == 3) {
            store.done(clock.instant());
            code = null;
        }
        return id.value();
    }

    private static byte[] digest(String typed) {
        StringBuilder plain = new StringBuilder();
        typed.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(64)
                .forEach(plain::appendCodePoint);
        return Digests.of("setup", plain.toString());
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
