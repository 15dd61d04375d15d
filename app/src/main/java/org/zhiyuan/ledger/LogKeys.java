package org.zhiyuan.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * The log key of each person: what hides that person's sealed entries, and opens them. Never the key with which the
 * person's data are encrypted. Erasing a person destroys it: then nobody can open the entries, and the log still proves
 * (TRUST §3.4). Kept by the room that keeps people.
 */
public interface LogKeys {
    int KEY_BYTES = 32;

    /**
     * The keys of these owners, each of {@link #KEY_BYTES} bytes and made where there was none yet; without those who
     * were erased. Called inside a transaction with everything in its scope.
     */
    Map<UUID, byte[]> of(Collection<UUID> owners);
}
