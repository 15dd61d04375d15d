package org.zhiyuan.person;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Whereabouts;

/** Where a person's record lies: at the place that answers for it. */
@Component
class PersonWhereabouts implements Whereabouts {
    private final PersonStore store;

    PersonWhereabouts(PersonStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "person";
    }

    @Override
    public Action seenBy() {
        return Action.PERSON_READ;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Place> locate(String id) {
        try {
            return store.find(PersonId.parse(id))
                    .map(row -> Place.own(row.site(), row.field(), row.id().value()));
        } catch (Absent e) {
            return Optional.empty();
        }
    }
}
