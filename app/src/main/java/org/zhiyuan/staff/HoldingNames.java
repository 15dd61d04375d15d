package org.zhiyuan.staff;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.shell.Words;

/** Where a holding lies, and what it is called on the audit's pages: by its post, never by its holder. */
@Component
@Transactional(readOnly = true)
class HoldingNames implements ObjectNames, Whereabouts {
    private static final String KIND = "holding";

    private final HoldingStore store;
    private final Staff staff;

    HoldingNames(HoldingStore store, Staff staff) {
        this.store = store;
        this.staff = staff;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Text kindName() {
        return Text.of("任职");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, RequiredPost> posts = staff.requiredPosts();
        Map<String, String> names = new HashMap<>();
        for (String id : ids) {
            parsed(id).flatMap(store::find).ifPresent(holding -> {
                RequiredPost post = posts.get(holding.post());
                names.put(id, post == null ? holding.post() : post.called(Words.english()));
            });
        }
        return names;
    }

    /** A holding has no name that anybody could type. */
    @Override
    public Optional<String> find(String typed) {
        return Optional.empty();
    }

    @Override
    public Action seenBy() {
        return Action.STAFF_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id)
                .flatMap(store::find)
                .map(holding -> Place.at(holding.site().value(), holding.field()));
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
