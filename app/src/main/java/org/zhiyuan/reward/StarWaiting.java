package org.zhiyuan.reward;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Stars wait for a first and a second person, objections for an answer, granted ones on too few hours for two again. */
@Component
class StarWaiting implements Waiting {
    static final String KEY = "reward.stars";

    private final Stars stars;
    private final Objections objections;
    private final Rights rights;

    StarWaiting(Stars stars, Objections objections, Rights rights) {
        this.stars = stars;
        this.objections = objections;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Item> items = new ArrayList<>();
        if (rights.mayAnywhere(actor, Action.STAR_DECIDE)) {
            items.addAll(rights.within(actor, Action.STAR_DECIDE, () -> toDecide(actor)));
        }
        if (rights.mayAnywhere(actor, Action.STAR_CHECK)) {
            items.addAll(rights.within(actor, Action.STAR_CHECK, () -> toCheck(actor)));
        }
        return items.size() > ITEMS_MAX ? items.subList(0, ITEMS_MAX) : items;
    }

    private List<Item> toDecide(Actor actor) {
        List<Item> items = new ArrayList<>();
        objections.open(ITEMS_MAX).forEach(objection -> {
            Star star = stars.get(objection.star());
            if (StarPolicy.anotherAnswers(actor, star) instanceof Decision.Allowed) {
                items.add(new Item(Text.of("答复对星级公示的异议"), star.number(), star.href(), objection.due()));
            }
        });
        stars.standing(StarState.CHECKED, ITEMS_MAX).stream()
                .filter(star -> StarPolicy.mayLook(actor, star) instanceof Decision.Allowed
                        && StarPolicy.anotherDecides(actor, star) instanceof Decision.Allowed)
                .forEach(star -> items.add(item(Text.of("审定志愿者星级，{0} 星", star.star()), star)));
        stars.openRevocations(ITEMS_MAX).stream()
                .filter(one -> !one.account().equals(actor.account()))
                .forEach(one -> items.add(item(Text.of("确认撤回星级"), stars.get(one.star()))));
        return items;
    }

    private List<Item> toCheck(Actor actor) {
        List<Item> items = new ArrayList<>();
        stars.standing(StarState.PROPOSED, ITEMS_MAX).stream()
                .filter(star -> StarPolicy.mayLook(actor, star) instanceof Decision.Allowed)
                .forEach(star -> items.add(item(Text.of("核对志愿者星级，{0} 星", star.star()), star)));
        stars.below(ITEMS_MAX).stream()
                .filter(star -> stars.revocations(star.id()).stream().noneMatch(Revocation::open))
                .forEach(star -> items.add(item(Text.of("复核星级：时长已经不够"), star)));
        return items;
    }

    private static Item item(Text what, Star star) {
        return new Item(what, star.number(), star.href(), null);
    }
}
