package org.zhiyuan.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.Agenda;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;

/**
 * What waits at branch centers: what the network asks of whoever keeps their files, and changes of units that soon take
 * effect, for whoever may change them.
 */
@Component
class BranchesWaiting implements Waiting {
    static final String KEY = "unit.branches";

    private final Agenda agenda;
    private final Units units;
    private final Responsibilities responsibilities;
    private final Fields fields;
    private final Sites sites;
    private final Tree tree;
    private final Rights rights;

    BranchesWaiting(
            Agenda agenda,
            Units units,
            Responsibilities responsibilities,
            Fields fields,
            Sites sites,
            Tree tree,
            Rights rights) {
        this.agenda = agenda;
        this.units = units;
        this.responsibilities = responsibilities;
        this.fields = fields;
        this.sites = sites;
        this.tree = tree;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        int files = rights.mayAnywhere(actor, Action.BRANCH_EDIT)
                ? rights.within(actor, Action.BRANCH_EDIT, () -> agenda.count(true))
                : 0;
        return Math.min(ITEMS_MAX, files + planned(actor).size());
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Item> items = new ArrayList<>(planned(actor));
        if (rights.mayAnywhere(actor, Action.BRANCH_EDIT)) {
            items.addAll(rights.within(actor, Action.BRANCH_EDIT, () -> agenda.items(true)));
        }
        return items.size() > ITEMS_MAX ? items.subList(0, ITEMS_MAX) : items;
    }

    private List<Item> planned(Actor actor) {
        LocalDate until = tree.today().plusDays(Agenda.EVIDENCE_DAYS_AHEAD);
        List<Item> items = new ArrayList<>();
        if (rights.mayAnywhere(actor, Action.RESPONSIBILITY_CHANGE)) {
            for (Responsibility turn : responsibilities.planned(until, ITEMS_MAX)) {
                Whereabouts.Place place = Whereabouts.Place.at(sites.center().value(), turn.field());
                if (rights.may(actor, Action.RESPONSIBILITY_CHANGE, place)) {
                    String field = fields.get(turn.field()).called(Words.english());
                    items.add(item(field, Responsibilities.HREF, turn.days().from()));
                }
            }
        }
        if (rights.mayAnywhere(actor, Action.UNIT_EDIT)) {
            for (Units.Planned ahead : units.planned(tree.today(), until, ITEMS_MAX)) {
                items.add(
                        item(ahead.unit().called(Words.english()), ahead.unit().href(), ahead.day()));
            }
        }
        return items;
    }

    private static Item item(String where, String href, LocalDate day) {
        return new Item(
                Text.of("核对已定的变更：{0}", Text.of("责任单位变更")),
                where,
                href,
                day.atStartOfDay(Formats.ZONE).toInstant());
    }
}
