package org.zhiyuan.access;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/**
 * Rights that accounts hold: role, site subtree, field, days. Given by somebody who has them, never by oneself; they
 * count, and end to count, from the next request on.
 */
@Service
@Transactional
public class Grants {
    private static final int OF_ACCOUNT_MAX = 100;

    private final GrantStore store;
    private final AccountStore accounts;
    private final GrantPolicy policy;
    private final RequestStanding standings;
    private final PolicyTable table;
    private final Workplaces places;
    private final Audit audit;
    private final InstantSource clock;

    Grants(
            GrantStore store,
            AccountStore accounts,
            GrantPolicy policy,
            RequestStanding standings,
            PolicyTable table,
            Workplaces places,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.policy = policy;
        this.standings = standings;
        this.table = table;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    public GrantId give(
            Actor actor,
            AccountId to,
            String roleKey,
            UUID site,
            @Nullable String field,
            Period period,
            String reason) {
        Standing giver = standings.of(actor).orElseThrow(() -> new Absent("account"));
        Account taker = accounts.find(to.value()).orElseThrow(() -> new Absent("account " + to));
        Role role = role(roleKey);
        policy.notOneself(giver, taker).orRefuse();
        policy.toAnActiveAccount(taker).orRefuse();
        policy.forDaysToCome(period, today()).orRefuse();
        policy.withinReach(giver, site, field).orRefuse();
        policy.notMoreThanOneHas(giver, role, site, field, period).orRefuse();
        places.mayHold(site).orRefuse();
        places.mayHoldField(field).orRefuse();
        return add(taker.id().value(), taker.person(), role, site, field, period, giver.account(), reason);
    }

    /** A right that follows from a fact of an upper room, or from the city pack: given by the house itself. */
    GrantId giveByHouse(
            UUID account,
            @Nullable UUID person,
            String roleKey,
            UUID site,
            @Nullable String field,
            Period period,
            String reason) {
        return add(account, person, role(roleKey), site, field, period, null, reason);
    }

    private GrantId add(
            UUID account,
            @Nullable UUID person,
            Role role,
            UUID site,
            @Nullable String field,
            Period period,
            @Nullable UUID giver,
            String reason) {
        GrantId id = new GrantId(Ids.next(clock));
        try {
            store.add(id.value(), account, person, role.key(), site, field, period, giver, clock.instant(), reason);
        } catch (DataIntegrityViolationException e) {
            throw refused(e);
        }
        audit.record(Deed.of("grant.given", Text.of("授予「{0}」权限", Text.of(role.name())))
                .on("grant", id, site)
                .inField(field)
                .changed(
                        Map.of(),
                        Map.of(
                                "account",
                                account,
                                "role",
                                role.key(),
                                "site",
                                site,
                                "field",
                                field == null ? "" : field,
                                "from",
                                period.from(),
                                "until",
                                period.until() == null ? "" : period.until()))
                .because(reason));
        return id;
    }

    private static RuntimeException refused(DataIntegrityViolationException e) {
        String message = String.valueOf(e.getMostSpecificCause().getMessage());
        if (message.contains("three_administrators")) {
            return new Refusal(Text.of("系统管理员、安全管理员、审计管理员必须是三个不同的人"), Text.of("请另选一个人，或先收回他现有的管理员权限"));
        }
        if (message.contains("no_right_twice")) {
            return new Refusal(Text.of("这个人在这段日子里已经有同样的权限"));
        }
        return e;
    }

    public void end(Actor actor, GrantId id, String reason) {
        Grant grant = get(id);
        if (!store.end(id.value(), actor.account(), clock.instant(), reason)) {
            throw new Refusal(Text.of("这项权限已经收回了"));
        }
        audit.record(
                Deed.of("grant.ended", Text.of("收回「{0}」权限", Text.of(grant.role().name())))
                        .on("grant", id, grant.site())
                        .inField(grant.field())
                        .because(reason));
    }

    @Transactional(readOnly = true)
    public Grant get(GrantId id) {
        return store.find(id.value()).orElseThrow(() -> new Absent("grant " + id));
    }

    /** What an account holds and held, as far as the actor may see. */
    @Transactional(readOnly = true)
    public List<Grant> of(AccountId account) {
        return store.ofAccount(account.value(), OF_ACCOUNT_MAX);
    }

    /** What is in force today, by account. */
    @Transactional(readOnly = true)
    public Map<AccountId, List<Grant>> inForce(Collection<AccountId> ids) {
        return store.ofAccounts(ids.stream().map(AccountId::value).toList(), today()).stream()
                .collect(Collectors.groupingBy(Grant::account));
    }

    /** Roles that can be given on pages at all; whether this actor may give one here is told when it is given. */
    public List<Role> roles() {
        return table.policy().roles().stream()
                .filter(role -> role.kind() != Role.Kind.CITIZEN)
                .toList();
    }

    private Role role(String key) {
        return table.policy().role(key).orElseThrow(() -> new Absent("role " + key));
    }

    public LocalDate today() {
        return clock.instant().atZone(Formats.ZONE).toLocalDate();
    }
}
