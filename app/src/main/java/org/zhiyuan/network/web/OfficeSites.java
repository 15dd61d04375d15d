package org.zhiyuan.network.web;

import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;

/** Sites and branch centers as addresses of office pages name them. */
@Component
class OfficeSites {
    private final Sites sites;
    private final Directory directory;
    private final Tree tree;

    OfficeSites(Sites sites, Directory directory, Tree tree) {
        this.sites = sites;
        this.directory = directory;
        this.tree = tree;
    }

    Site find(String slug) {
        return sites.resolve(slug, tree.today())
                .flatMap(id -> sites.find(id, tree.today()))
                .orElseThrow(() -> new Absent("site " + slug));
    }

    Site branch(String field) {
        return directory
                .branch(field, tree.today())
                .flatMap(id -> sites.find(id, tree.today()))
                .orElseThrow(() -> new Absent("branch " + field));
    }

    /** The page of one site, below which its forms stand. */
    static String href(Site site) {
        return "/office/network/sites/" + site.slug();
    }

    /** The page on which somebody keeps this place; a branch center has one of its own. */
    static String home(Site site) {
        return site.field() == null ? href(site) : "/office/branches/" + site.field();
    }

    /** What a rule refused, with the way out, as one sentence for a field. */
    static Text said(Refusal refusal) {
        Text wayOut = refusal.wayOut();
        return wayOut == null ? refusal.reason() : Text.of("{0}。{1}", refusal.reason(), wayOut);
    }
}
