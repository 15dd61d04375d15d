package org.zhiyuan.person;

import java.util.Map;
import org.zhiyuan.kernel.Decision;

/**
 * What a room above keeps of a person: it gives a copy, and lets go. Hung in as a bean; called in the transaction of the
 * copy or the erasure, with its scope.
 */
public interface PersonalData {
    /** Name of the room's part in the copy. */
    String key();

    /** Everything the room keeps of the person, in words and values that a person understands. */
    Map<String, ?> copy(PersonId person);

    /** Whether the person can leave now; the reason says what must be finished first. */
    default Decision mayErase(PersonId person) {
        return Decision.allowed();
    }

    /**
     * Lets go of whatever says who the person is. What the law asks to keep stays under the person's id, which then
     * leads to nobody; what was sealed under the person's key cannot be opened afterwards in any case.
     */
    void erase(PersonId person);
}
