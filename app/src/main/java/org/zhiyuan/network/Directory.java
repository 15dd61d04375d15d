package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Whereabouts;

/** The network as pages show it on a day. */
@Service
@Transactional(readOnly = true)
public class Directory {
    private final DirectoryStore store;
    private final SiteStore sites;

    Directory(DirectoryStore store, SiteStore sites) {
        this.store = store;
        this.sites = sites;
    }

    /** The branch center of a field. */
    public Optional<SiteId> branch(String field, LocalDate on) {
        return store.branch(field, on).map(SiteId::new);
    }

    Optional<Whereabouts.Place> whereActLies(String id) {
        try {
            return sites.act(new ActId(UUID.fromString(id))).map(act -> Whereabouts.Place.at(act.site()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
