package org.zhiyuan.network;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Ids;

/**
 * Acts as the office handles them: tried before they are confirmed, and taken back before their day. Rooms above record
 * here what a document orders of their own things.
 */
@Service
@Transactional
public class Acts {
    private final SiteStore store;
    private final Sites sites;
    private final Tree tree;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Acts(SiteStore store, Sites sites, Tree tree, ApplicationEventPublisher events, InstantSource clock) {
        this.store = store;
        this.sites = sites;
        this.tree = tree;
        this.events = events;
        this.clock = clock;
    }

    /**
     * An act that has not come to its day.
     *
     * @param site the site that it was recorded on; others may be touched too
     * @param withdrawnBy the right that takes it back: that of whoever may order its like
     */
    public record Planned(ActId id, Site site, LocalDate day, String document, Action withdrawnBy) {}

    /** The act, if it is the network's own, still ahead and not withdrawn. */
    @Transactional(readOnly = true)
    public Optional<Planned> planned(ActId id) {
        LocalDate today = tree.today();
        return store.act(id)
                .filter(act -> own(act.kind()) && !act.withdrawn() && act.day().isAfter(today))
                .flatMap(act -> sites.find(new SiteId(act.site()), today)
                        .map(site -> new Planned(id, site, act.day(), act.document(), withdrawnBy(act.kind(), site))));
    }

    /**
     * Takes an act back. A right to withdraw one kind is none to withdraw another: who keeps a place file takes back its
     * planned hours, never a merger.
     */
    public void withdraw(ActId id, Action by, String reason) {
        SiteStore.Act act = store.act(id).orElseThrow(() -> new Absent("act " + id));
        Site site = sites.find(new SiteId(act.site()), tree.today()).orElseThrow(() -> new Absent("site of act " + id));
        if (act.withdrawn() || !own(act.kind()) || withdrawnBy(act.kind(), site) != by || !store.within(act.site())) {
            throw new Absent("act " + id + " to be withdrawn by " + by);
        }
        sites.withdraw(id, reason);
    }

    private static Action withdrawnBy(String kind, Site site) {
        if (kind.equals(Effect.Kind.PLACE.name()) || kind.equals(Effect.Kind.HOURS.name())) {
            return site.field() == null ? Action.PLACE_FILE_EDIT : Action.BRANCH_EDIT;
        }
        return kind.equals(Effect.Kind.OPENED.name()) ? Action.SITE_CREATE : Action.SITE_REORGANISE;
    }

    /** Whether the network knows what such an act does; any other only the room that recorded it can take back. */
    private static boolean own(String kind) {
        return Arrays.stream(Effect.Kind.values()).anyMatch(each -> each.name().equals(kind));
    }

    // --- for rooms above ---

    /** Changes of the whole city wait for each other until the transaction ends: they are rare, and each looks at all. */
    public void inTurn() {
        store.lockTree(tree.today());
    }

    /** Writes down what a document orders of the whole city from a day on; what it does, the room that asks keeps. */
    public ActId record(String kind, LocalDate day, Basis basis) {
        SiteId center = sites.center();
        if (!store.within(center.value())) {
            throw new Absent("the city's own for this actor");
        }
        ActId act = new ActId(Ids.next(clock));
        store.insertActs(
                List.of(new SiteStore.NewAct(act, center.value(), kind, day, basis)),
                clock.instant(),
                Acting.actor().name(),
                Acting.actor().account());
        return act;
    }

    /**
     * Takes back an act that a room above recorded, which undoes itself what it had planned. Refused from its day on.
     *
     * @return the day on which it would have taken effect
     */
    public LocalDate takeBack(ActId id, String reason) {
        SitePolicy.reasonOfWithdrawal(reason).orRefuse();
        SiteStore.Act act = store.act(id)
                .filter(found -> !own(found.kind()))
                .orElseThrow(() -> new Absent("act " + id + " of a room above"));
        SitePolicy.stillAhead(act.day(), tree.today()).orRefuse();
        inTurn();
        if (!store.withdrawAct(
                id, clock.instant(), reason.strip(), Acting.actor().name())) {
            throw new Absent("act " + id + " to withdraw");
        }
        events.publishEvent(new ActWithdrawn(id, new SiteId(act.site())));
        return act.day();
    }

    // --- before anything is kept ---

    /**
     * Makes a change and takes all of it back: what the rules refuse is said before anybody is asked to confirm it, by
     * the rules themselves and not by a copy of them.
     *
     * @return the page that the change would lead to
     */
    public String rehearse(Supplier<String> change) {
        String next = change.get();
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        return next;
    }

    /** An id as it stands in an address. */
    public static ActId id(@Nullable String typed) {
        try {
            return new ActId(UUID.fromString(typed == null ? "" : typed));
        } catch (IllegalArgumentException e) {
            throw new Absent("act " + typed);
        }
    }
}
