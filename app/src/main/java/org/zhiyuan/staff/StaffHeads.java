package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.network.Heads;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.SiteId;

/** Who leads places, for the lists of the network: public names only. */
@Component
@Transactional(readOnly = true)
class StaffHeads implements Heads {
    private final HoldingStore store;
    private final Staff staff;

    StaffHeads(HoldingStore store, Staff staff) {
        this.store = store;
        this.staff = staff;
    }

    @Override
    public Map<SiteId, Head> of(Collection<SiteId> sites, LocalDate on) {
        Map<String, RequiredPost> posts = staff.requiredPosts();
        Map<SiteId, Head> heads = new HashMap<>();
        for (Holding holding : store.on(sites.stream().map(SiteId::value).toList(), on)) {
            RequiredPost post = posts.get(holding.post());
            if (post != null && post.head()) {
                heads.putIfAbsent(holding.site(), new Head(holding.name(), holding.office()));
            }
        }
        return heads;
    }
}
