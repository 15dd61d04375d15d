package org.zhiyuan.access;

import java.util.Set;
import java.util.UUID;

/** How far an object's site lies from the root of a grant, in today's tree. The policy table has a column for each. */
enum Distance {
    SELF,
    CHILD,
    /** Below the root, but not directly. */
    DEEP,
    /** Above the root, directly or not. */
    PARENT,
    SIBLING,
    STRANGER;

    /**
     * @param root the grant's site, {@code rootAncestors} its ancestors, itself included
     * @param site the object's site, {@code siteAncestors} its ancestors, itself included
     */
    static Distance between(UUID root, Set<UUID> rootAncestors, UUID site, Set<UUID> siteAncestors) {
        if (root.equals(site)) {
            return SELF;
        }
        if (siteAncestors.contains(root)) {
            return siteAncestors.size() == rootAncestors.size() + 1 ? CHILD : DEEP;
        }
        if (rootAncestors.contains(site)) {
            return PARENT;
        }
        long shared = siteAncestors.stream().filter(rootAncestors::contains).count();
        boolean sameParent = shared > 0 && siteAncestors.size() == shared + 1 && rootAncestors.size() == shared + 1;
        return sameParent ? SIBLING : STRANGER;
    }
}
