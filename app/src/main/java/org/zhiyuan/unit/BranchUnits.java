package org.zhiyuan.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.Field;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SitePart;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Words;

/**
 * On the page of a branch center: who answers, answered and will answer for its field. In the history of every place:
 * when the unit changed that guides it.
 */
@Component
class BranchUnits implements SitePart {
    /** Before who leads the place: with the unit changes whom it sends. */
    private static final int ORDER = 10;

    private final Responsibilities responsibilities;
    private final Fields fields;
    private final Sites sites;
    private final Tree tree;
    private final Rights rights;

    BranchUnits(Responsibilities responsibilities, Fields fields, Sites sites, Tree tree, Rights rights) {
        this.responsibilities = responsibilities;
        this.fields = fields;
        this.sites = sites;
        this.tree = tree;
        this.rights = rights;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public boolean shows(Site site) {
        return site.field() != null;
    }

    @Override
    public boolean leads() {
        return true;
    }

    /** The office has a page of its own for it. */
    @Override
    public boolean inOffice() {
        return false;
    }

    @Override
    public String template() {
        return "unit/branchUnits";
    }

    @Override
    public Map<String, Object> model(Site site, LocalDate on) {
        return Map.of(
                "turns", responsibilities.of(Objects.requireNonNull(site.field())), "on", on, "today", tree.today());
    }

    @Override
    public List<Told> history(Site site) {
        if (site.tier() == Tier.CENTER) {
            return List.of();
        }
        List<Told> told = new ArrayList<>();
        for (UnitStore.Turn turn : responsibilities.turns(site.opened(), site.field())) {
            Field field = fields.get(turn.field());
            told.add(new Told(
                    turn.day(),
                    Text.of("责任单位变更"),
                    Text.of("“{0}”改由{1}负责", field.called(Words.english()), turn.called(Words.english())),
                    turn.document(),
                    withdrawal(turn)));
        }
        return told;
    }

    private String withdrawal(UnitStore.Turn turn) {
        if (!turn.day().isAfter(tree.today())) {
            return "";
        }
        Whereabouts.Place place = Whereabouts.Place.at(sites.center().value());
        return rights.may(Acting.actor(), Action.RESPONSIBILITY_CHANGE, place)
                ? Responsibilities.HREF + "/withdrawals/" + turn.act()
                : "";
    }
}
