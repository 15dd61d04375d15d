package org.zhiyuan.roll;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Whereabouts;

/** Where a roll lies: at the place whose roll it is. */
@Component
class RollWhereabouts implements Whereabouts {
    private final RollStore store;

    RollWhereabouts(RollStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "roll";
    }

    @Override
    public Action seenBy() {
        return Action.VOLUNTEER_IMPORT;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Place> locate(String id) {
        try {
            return store.find(RollId.parse(id).value())
                    .map(found -> Place.at(found.site().value()));
        } catch (Absent e) {
            return Optional.empty();
        }
    }
}
