package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;

/** Acts as the office handles them: tried before they are confirmed, and taken back before their day. */
@Service
@Transactional
public class Acts {
    private final SiteStore store;
    private final Sites sites;
    private final Tree tree;

    Acts(SiteStore store, Sites sites, Tree tree) {
        this.store = store;
        this.sites = sites;
        this.tree = tree;
    }

    /**
     * An act that has not come to its day.
     *
     * @param site the site that it was recorded on; others may be touched too
     * @param withdrawnBy the right that takes it back: that of whoever may order its like
     */
    public record Planned(ActId id, Site site, LocalDate day, String document, Action withdrawnBy) {}

    /** The act, if it is still ahead and was not withdrawn. */
    @Transactional(readOnly = true)
    public Optional<Planned> planned(ActId id) {
        LocalDate today = tree.today();
        return store.act(id)
                .filter(act -> !act.withdrawn() && act.day().isAfter(today))
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
        if (act.withdrawn() || withdrawnBy(act.kind(), site) != by || !store.within(act.site())) {
            throw new Absent("act " + id + " to be withdrawn by " + by);
        }
        sites.withdraw(id, reason);
    }

    private static Action withdrawnBy(String kind, Site site) {
        if (kind.equals(Responsibilities.CHANGED)) {
            return Action.RESPONSIBILITY_CHANGE;
        }
        if (kind.equals(Effect.Kind.PLACE.name()) || kind.equals(Effect.Kind.HOURS.name())) {
            return site.field() == null ? Action.PLACE_FILE_EDIT : Action.BRANCH_EDIT;
        }
        return kind.equals(Effect.Kind.OPENED.name()) ? Action.SITE_CREATE : Action.SITE_REORGANISE;
    }

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
