package org.zhiyuan.ledger;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;

/** Log keys of people that only tests know, as the room that keeps people will hold them. */
@TestComponent
public class HeldLogKeys implements LogKeys {
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, byte[]> keys = new ConcurrentHashMap<>();
    private final Set<UUID> erased = ConcurrentHashMap.newKeySet();

    @Override
    public Map<UUID, byte[]> of(Collection<UUID> owners) {
        Map<UUID, byte[]> found = new HashMap<>();
        owners.stream().filter(owner -> !erased.contains(owner)).forEach(owner -> {
            byte[] key = keys.computeIfAbsent(owner, one -> {
                byte[] made = new byte[KEY_BYTES];
                random.nextBytes(made);
                return made;
            });
            found.put(owner, key.clone());
        });
        return found;
    }

    void erase(UUID owner) {
        erased.add(owner);
        keys.remove(owner);
    }
}
