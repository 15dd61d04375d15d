package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SitePart;
import org.zhiyuan.shell.Words;

/** On the page of a place: who leads it and who is there, on the day that the page shows. */
@Component
class StaffPart implements SitePart {
    /** Behind address and opening hours, before what happens there. */
    private static final int ORDER = 30;

    private final Staff staff;
    private final Rights rights;

    StaffPart(Staff staff, Rights rights) {
        this.staff = staff;
        this.rights = rights;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public String template() {
        return "staff/part";
    }

    @Override
    public Map<String, Object> model(Site site, LocalDate on) {
        return Map.of(
                "site",
                site,
                "on",
                on,
                "posts",
                staff.posts(site, on),
                "office",
                rights.may(Acting.actor(), Action.STAFF_READ, site.place()));
    }

    /** Who came to lead the place when; those whose name is not public are told by their post alone. */
    @Override
    public List<Told> history(Site site) {
        Map<String, RequiredPost> posts = staff.requiredPosts();
        List<Told> told = new ArrayList<>();
        for (Holding holding : staff.history(site.id())) {
            RequiredPost post = posts.get(holding.post());
            if (post == null || !post.head()) {
                continue;
            }
            String called = post.called(Words.english());
            told.add(new Told(holding.days().from(), Text.of("{0}上任", called), detail(holding), holding.document()));
            LocalDate until = holding.days().until();
            if (until != null && staffless(site, holding, until)) {
                told.add(new Told(until, Text.of("{0}离任", called), detail(holding), Words.t(holding.endDocument())));
            }
        }
        return told;
    }

    /** A post that passes on at once is told by its next holder. */
    private boolean staffless(Site site, Holding holding, LocalDate until) {
        return staff.history(site.id()).stream()
                .noneMatch(other -> other.post().equals(holding.post())
                        && other.days().from().equals(until));
    }

    private static Text detail(Holding holding) {
        return Stream.of(holding.name(), holding.office())
                .filter(Objects::nonNull)
                .filter(part -> !part.isEmpty())
                .reduce((name, office) -> name + " · " + office)
                .map(Text::of)
                .orElse(Text.of("姓名不公开"));
    }
}
