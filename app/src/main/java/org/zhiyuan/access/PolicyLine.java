package org.zhiyuan.access;

import java.util.Set;
import org.zhiyuan.kernel.Action;

/**
 * One line of the policy table.
 *
 * @param role a role's key, or a {@link Policy} word such as {@code anyone}
 * @param distances from the grant's root at which the action is allowed
 * @param otherField whether a grant limited to one field also counts for other fields and for what belongs to none
 */
record PolicyLine(Action action, String role, Set<Distance> distances, boolean otherField) {
    PolicyLine {
        distances = Set.copyOf(distances);
    }

    @Override
    public String toString() {
        return action + " " + role;
    }
}
