package org.zhiyuan.roll;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Whereabouts;

/** Where two records that are perhaps one lie: with the roll that brought the second. */
@Component
class PairWhereabouts implements Whereabouts {
    private final PairStore store;

    PairWhereabouts(PairStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "pair";
    }

    @Override
    public Action seenBy() {
        return Action.VOLUNTEER_IMPORT;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Place> locate(String id) {
        try {
            return store.find(PairId.parse(id).value())
                    .map(found -> Place.at(found.site().value()));
        } catch (Absent e) {
            return Optional.empty();
        }
    }
}
