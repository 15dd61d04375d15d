package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;

/** The posts that somebody held: in the copy of one's data; after an erasure the record of the post stays, without a name. */
@Component
class StaffPersonalData implements PersonalData {
    private final HoldingStore store;
    private final Staff staff;
    private final Sites sites;
    private final Tree tree;

    StaffPersonalData(HoldingStore store, Staff staff, Sites sites, Tree tree) {
        this.store = store;
        this.staff = staff;
        this.sites = sites;
        this.tree = tree;
    }

    @Override
    public String key() {
        return "staff";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Map<String, RequiredPost> posts = staff.requiredPosts();
        List<Map<String, @Nullable Object>> held = store.of(person.value()).stream()
                .map(holding -> {
                    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
                    facts.put("place", site(holding));
                    RequiredPost post = posts.get(holding.post());
                    facts.put("post", post == null ? holding.post() : post.name());
                    facts.put("from", holding.days().from().toString());
                    LocalDate until = holding.days().until();
                    facts.put("until", until == null ? null : until.toString());
                    facts.put("document", holding.document());
                    return facts;
                })
                .toList();
        return Map.of("posts", held);
    }

    @Override
    public Decision mayErase(PersonId person) {
        LocalDate today = tree.today();
        return store.of(person.value()).stream()
                .filter(holding -> {
                    LocalDate until = holding.days().until();
                    return until == null || until.isAfter(today);
                })
                .findFirst()
                .map(holding -> Decision.refused(Text.of("还在{0}任职", site(holding)), Text.of("请先请那里的办事员办理离任")))
                .orElse(Decision.allowed());
    }

    @Override
    public void erase(PersonId person) {
        store.forgetName(person.value());
    }

    private String site(Holding holding) {
        return sites.find(holding.site(), tree.today())
                .map(Site::name)
                .map(name -> name.full())
                .orElse("");
    }
}
