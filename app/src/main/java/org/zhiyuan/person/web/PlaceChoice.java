package org.zhiyuan.person.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Words;

/** The places at which whoever acts may do what this page is for: those of the grants, and what lies right below. */
@Component
class PlaceChoice {
    private final Sites sites;
    private final Directory directory;
    private final Tree tree;

    PlaceChoice(Sites sites, Directory directory, Tree tree) {
        this.sites = sites;
        this.directory = directory;
        this.tree = tree;
    }

    /** Names by id; the place of the first grant first. */
    Map<String, String> options() {
        Scope scope = Acting.scope();
        List<Site> found = new ArrayList<>(of(scope.sites()));
        for (UUID root : scope.sites()) {
            found.addAll(sites.children(new SiteId(root), tree.today()));
        }
        found.addAll(of(scope.onlySites()));
        for (Scope.FieldSite pair : scope.fieldSites()) {
            directory
                    .branch(pair.field(), tree.today())
                    .flatMap(branch -> sites.find(branch, tree.today()))
                    .ifPresent(found::add);
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (Site site : found) {
            if (site.openOn(tree.today())) {
                options.putIfAbsent(site.id().value().toString(), site.called(Words.english()));
            }
        }
        return options;
    }

    private List<Site> of(Collection<UUID> ids) {
        return sites.getAll(ids.stream().map(SiteId::new).toList(), tree.today());
    }

    /** What the place is called; "" where there is none. */
    String name(UUID site) {
        return sites.find(new SiteId(site), tree.today())
                .map(found -> found.called(Words.english()))
                .orElse("");
    }
}
