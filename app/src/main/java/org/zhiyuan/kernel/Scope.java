package org.zhiyuan.kernel;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one transaction may touch. The database's row policies read it (schema {@code scope} of the root
 * migration); without one a transaction sees published rows only.
 *
 * @param everything a system actor's scope over the whole city
 * @param sites roots of site subtrees in which every field counts
 * @param fieldSites roots of site subtrees in which one field counts
 * @param onlySites single sites, without what lies below them, in which every field counts
 * @param onlyFieldSites single sites, without what lies below them, in which one field counts
 * @param person whose own rows may be seen; null for nobody's
 * @param account whose own account rows may be seen; null for nobody's
 * @param changes whether rows may be changed, not only read
 */
public record Scope(
        boolean everything,
        Set<UUID> sites,
        Set<FieldSite> fieldSites,
        Set<UUID> onlySites,
        Set<FieldSite> onlyFieldSites,
        @Nullable UUID person,
        @Nullable UUID account,
        boolean changes) {
    public record FieldSite(String field, UUID site) {}

    public static final Scope NOTHING = new Scope(false, Set.of(), Set.of(), Set.of(), Set.of(), null, null, false);
    /** For system actors: jobs, listeners, start-up. */
    public static final Scope EVERYTHING = new Scope(true, Set.of(), Set.of(), Set.of(), Set.of(), null, null, true);

    /** A scope of subtrees only. */
    public Scope(
            boolean everything,
            Set<UUID> sites,
            Set<FieldSite> fieldSites,
            @Nullable UUID person,
            @Nullable UUID account,
            boolean changes) {
        this(everything, sites, fieldSites, Set.of(), Set.of(), person, account, changes);
    }

    public Scope {
        sites = Set.copyOf(sites);
        fieldSites = Set.copyOf(fieldSites);
        onlySites = Set.copyOf(onlySites);
        onlyFieldSites = Set.copyOf(onlyFieldSites);
    }
}
