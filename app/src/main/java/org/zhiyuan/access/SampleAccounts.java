package org.zhiyuan.access;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.cell.ProductionCheck;
import org.zhiyuan.cell.StartupNote;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.shell.Formats;

/**
 * The sample city's people who can sign in, from the pack's {@code accounts.csv}: into an empty room, only of a sample.
 * Their passwords are printed at the start and their one-time codes stand on a page, so production refuses them.
 */
@Component
@Order(SampleAccounts.LEVEL)
class SampleAccounts implements ApplicationRunner, StartupNote, ProductionCheck {
    /** After the rooms below have filled themselves. */
    static final int LEVEL = 70;

    private static final String FILE = "accounts.csv";
    private static final Text REASON = Text.of("示例");

    /** One line of the pack. */
    record Sample(String login, String name, Role role, String phone, String password, String totpSecret) {}

    private final City city;
    private final CityPack pack;
    private final Environment environment;
    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final Accounts service;
    private final PasswordEncoder encoder;
    private final Citizens citizens;
    private final Grants grants;
    private final Secrets secrets;
    private final Sites sites;
    private final PolicyTable table;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    SampleAccounts(
            City city,
            CityPack pack,
            Environment environment,
            AccountStore accounts,
            CredentialStore credentials,
            Accounts service,
            PasswordEncoder encoder,
            Citizens citizens,
            Grants grants,
            Secrets secrets,
            Sites sites,
            PolicyTable table,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.pack = pack;
        this.environment = environment;
        this.accounts = accounts;
        this.credentials = credentials;
        this.service = service;
        this.encoder = encoder;
        this.citizens = citizens;
        this.grants = grants;
        this.secrets = secrets;
        this.sites = sites;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether sample sign-ins may be shown to whoever asks. */
    boolean shown() {
        return city.sample() && !environment.acceptsProfiles(Profiles.of("production"));
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!city.sample()) {
            return;
        }
        Acting.as(
                Actor.system("access"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    if (accounts.none()) {
                        // they share one password, and its digest is slow to make on purpose
                        Map<String, String> encoded = new HashMap<>();
                        pack.rows(FILE).forEach(row -> load(row, encoded));
                    }
                }));
    }

    private void load(PackRow row, Map<String, String> encoded) {
        LocalDate today = clock.instant().atZone(Formats.ZONE).toLocalDate();
        Sample sample = sample(row);
        UUID site = sites.resolve(row.required("site"), today)
                .map(SiteId::value)
                .orElseThrow(() -> row.wrong("site", Text.of("没有这个阵地")));
        String field = row.text("field").isEmpty() ? null : row.text("field");
        Period period = Period.since(today.minusYears(1));
        if (sample.role().kind() == Role.Kind.CITIZEN) {
            UUID account = citizens.admit(MobileNumber.of(sample.phone()), site);
            if (sample.role().key().equals("volunteer")) {
                grants.giveByHouse(account, null, sample.role().key(), site, field, period, REASON.key());
            }
            return;
        }
        AccountId id = service.addEncoded(
                sample.login(),
                sample.name(),
                null,
                site,
                encoded.computeIfAbsent(
                        sample.password(), password -> Objects.requireNonNull(encoder.encode(password))),
                false);
        credentials.bind(id.value(), secrets.sealTotp(id.value(), sample.totpSecret()), 0);
        grants.giveByHouse(id.value(), null, sample.role().key(), site, field, period, REASON.key());
    }

    private Sample sample(PackRow row) {
        Role role = table.policy().role(row.required("role")).orElseThrow(() -> row.wrong("role", Text.of("没有这个角色")));
        return new Sample(
                row.required("login"),
                row.required("name"),
                role,
                row.text("phone"),
                row.text("password"),
                row.text("totpSecret"));
    }

    List<Sample> all() {
        return city.sample() ? pack.rows(FILE).stream().map(this::sample).toList() : List.of();
    }

    /** One sign-in for each role. */
    @Override
    public List<Text> lines() {
        if (!shown()) {
            return List.of();
        }
        Map<String, Sample> byRole = new LinkedHashMap<>();
        all().forEach(sample -> byRole.putIfAbsent(sample.role().key(), sample));
        List<Text> lines = new ArrayList<>();
        if (!byRole.isEmpty()) {
            lines.add(Text.of("示例登录（动态码和短信验证码见 {0}）：", "/developer"));
        }
        byRole.values()
                .forEach(sample -> lines.add(
                        sample.password().isEmpty()
                                ? Text.of("{0}：手机号 {1}", Text.of(sample.role().name()), sample.phone())
                                : Text.of(
                                        "{0}：账号 {1}，密码 {2}",
                                        Text.of(sample.role().name()), sample.login(), sample.password())));
        return lines;
    }

    @Override
    public List<Text> objections() {
        return city.sample() ? List.of(Text.of("这里有示例账号，密码人人知道。请用 --no-sample 另起一个数据目录。")) : List.of();
    }
}
