package org.zhiyuan.presence;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.person.PersonKeys;

/**
 * What each activity's codes are made with. Whoever comes must not see it, so the house looks for him; it never changes, so
 * it is looked for once.
 */
@Component
class VenueSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(VenueSecrets.class);
    private static final Actor HOUSE = Actor.system("presence");
    private static final String TABLE = "presence.secret";
    private static final String COLUMN = "words";
    /** As many activities as run in a whole province at one time; the one asked for longest ago is let go. */
    private static final int KEPT_MAX = 2_000;

    private final EventStore store;
    private final PersonKeys keys;
    private final TransactionTemplate own;
    private final InstantSource clock;
    private final Map<ActivityId, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ActivityId, byte[]> eldest) {
            return size() > KEPT_MAX;
        }
    };

    VenueSecrets(EventStore store, PersonKeys keys, PlatformTransactionManager transactions, InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Looks for it where it is not known yet; of what is no activity there is none. */
    void ready(ActivityId activity) {
        try {
            of(activity);
        } catch (DataIntegrityViolationException e) {
            LOG.debug("no activity {}", activity, e);
        }
    }

    byte[] of(ActivityId activity) {
        synchronized (kept) {
            byte[] known = kept.get(activity);
            if (known != null) {
                return known;
            }
        }
        byte[] found = Acting.as(HOUSE, Scope.EVERYTHING, () -> own.execute(status -> look(activity)));
        synchronized (kept) {
            kept.put(activity, found);
        }
        return found;
    }

    private byte[] look(ActivityId activity) {
        byte[] sealed = store.secret(activity.value()).orElseGet(() -> {
            String fresh = HexFormat.of().formatHex(VenueCode.newSecret());
            store.secret(activity.value(), keys.sealSecret(TABLE, activity.value(), COLUMN, fresh), clock.instant());
            // another node may have been first
            return store.secret(activity.value()).orElseThrow();
        });
        return HexFormat.of().parseHex(keys.openSecret(TABLE, activity.value(), COLUMN, sealed));
    }
}
