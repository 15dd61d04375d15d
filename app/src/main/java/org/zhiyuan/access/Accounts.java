package org.zhiyuan.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;

/**
 * Staff accounts. Who makes one gives it no right, and who gives rights makes no account: neither can make himself a
 * second one with power.
 */
@Service
@Transactional
public class Accounts {
    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._-]{2,39}");
    static final int NAME_LENGTH_MAX = 60;

    /** An account just made or reset. The password is shown this once and must be replaced at the first sign-in. */
    public record Made(AccountId id, String password) {}

    private final AccountStore store;
    private final CredentialStore credentials;
    private final PasswordEncoder encoder;
    private final DeviceStore devices;
    private final Workplaces places;
    private final StaffPersons persons;
    private final Audit audit;
    private final InstantSource clock;

    Accounts(
            AccountStore store,
            CredentialStore credentials,
            PasswordEncoder encoder,
            DeviceStore devices,
            Workplaces places,
            StaffPersons persons,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.credentials = credentials;
        this.encoder = encoder;
        this.devices = devices;
        this.places = places;
        this.persons = persons;
        this.audit = audit;
        this.clock = clock;
    }

    public static Decision login(String login) {
        return LOGIN.matcher(login).matches()
                ? Decision.allowed()
                : Decision.refused(Text.of("账号用 3 到 40 个小写字母、数字、点、横线，字母开头"));
    }

    /**
     * @param phone of its holder: by it one person is told from another, so that nobody gets two accounts
     * @param known the person whose own number it is, where there is one already
     */
    public Made make(Actor actor, String login, String name, MobileNumber phone, @Nullable UUID known, UUID site) {
        places.mayHold(site).orRefuse();
        UUID person = known == null ? persons.register(actor, name, phone, site) : known;
        String password = Digests.typed(4);
        AccountId id = add(login, name, person, site, password, true);
        return new Made(id, password);
    }

    AccountId add(String login, String name, @Nullable UUID person, UUID site, String password, boolean mustChange) {
        return addEncoded(login, name, person, site, Objects.requireNonNull(encoder.encode(password)), mustChange);
    }

    AccountId addEncoded(
            String login, String name, @Nullable UUID person, UUID site, String encoded, boolean mustChange) {
        login(login).orRefuse();
        AccountId id = new AccountId(Ids.next(clock));
        Instant now = clock.instant();
        try {
            store.addStaff(id.value(), login, person, name, site, now);
        } catch (DuplicateKeyException e) {
            throw String.valueOf(e.getMessage()).contains("account_person")
                    ? new Refusal(Text.of("这个人已经有账号了，一个人只用一个账号"))
                    : new Refusal(Text.of("账号「{0}」已经有人用了", login), Text.of("请换一个"));
        }
        credentials.add(id.value(), encoded, now, mustChange);
        audit.record(Deed.of("account.made", Text.of("建立账号「{0}」", login))
                .on("account", id, site)
                .changed(Map.of(), Map.of("login", login, "site", site)));
        return id;
    }

    /** Stops an account; its sessions end with the next request. */
    public void disable(Actor actor, AccountId id, String reason) {
        Account account = get(id);
        if (id.value().equals(actor.account())) {
            throw new Refusal(Text.of("不能停用自己的账号"), Text.of("请另一位系统管理员来办"));
        }
        if (!store.setState(id.value(), Account.State.DISABLED)) {
            throw new Refusal(Text.of("这个账号已经停用了"));
        }
        store.endSessions(id.value(), clock.instant());
        audit.record(Deed.of("account.disabled", Text.of("停用账号「{0}」", account.login()))
                .on("account", id, account.site())
                .because(reason));
    }

    public void enable(Actor actor, AccountId id, String reason) {
        Account account = get(id);
        if (!store.setState(id.value(), Account.State.ACTIVE)) {
            throw new Refusal(Text.of("这个账号没有停用"));
        }
        audit.record(Deed.of("account.enabled", Text.of("恢复账号「{0}」", account.login()))
                .on("account", id, account.site())
                .because(reason));
    }

    /** For somebody who forgot the password: a new one, shown once to the administrator, good for one sign-in. */
    public Made resetPassword(Actor actor, AccountId id, String reason) {
        Account account = notOneself(actor, id);
        String password = Digests.typed(4);
        Instant now = clock.instant();
        credentials.setPassword(id.value(), Objects.requireNonNull(encoder.encode(password)), now, true);
        store.endSessions(id.value(), now);
        audit.record(Deed.of("account.password_reset", Text.of("重置账号「{0}」的密码", account.login()))
                .on("account", id, account.site())
                .because(reason));
        return new Made(id, password);
    }

    /** For somebody who lost the telephone: at the next sign-in a new authenticator is bound. */
    public void unbind(Actor actor, AccountId id, String reason) {
        Account account = notOneself(actor, id);
        if (!credentials.unbind(id.value())) {
            throw new Absent("credential of " + id);
        }
        store.endSessions(id.value(), clock.instant());
        audit.record(Deed.of("account.authenticator_unbound", Text.of("解除账号「{0}」的动态码绑定", account.login()))
                .on("account", id, account.site())
                .because(reason));
    }

    private Account notOneself(Actor actor, AccountId id) {
        if (id.value().equals(actor.account())) {
            throw new Refusal(Text.of("自己的密码和动态码在「账号」页面里改"));
        }
        return get(id);
    }

    @Transactional(readOnly = true)
    public Account get(AccountId id) {
        return find(id).orElseThrow(() -> new Absent("account " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(AccountId id) {
        return store.find(id.value());
    }

    /** Within the actor's rights, in pinyin order; words match name or login. */
    @Transactional(readOnly = true)
    public Slice<Account> list(String words, int page) {
        int size = Slice.SIZE_DEFAULT;
        return new Slice<>(store.list(words, size, (page - 1L) * size), page, size, store.count(words));
    }

    /** From where the account was signed in to. */
    @Transactional(readOnly = true)
    public List<Device> devices(AccountId id) {
        return devices.list(id.value(), Slice.SIZE_DEFAULT);
    }

    /** The holder says that the new devices were his. */
    public void note(Actor actor) {
        if (actor.account() != null) {
            devices.note(actor.account(), clock.instant());
        }
    }
}
