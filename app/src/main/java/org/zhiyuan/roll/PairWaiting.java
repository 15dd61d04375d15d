package org.zhiyuan.roll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Records that are perhaps one person wait for somebody to look: as one item, for a roll brings hundreds of them. */
@Component
class PairWaiting implements Waiting {
    static final String KEY = "roll.pairs";
    private static final Duration WITHIN = Duration.ofDays(30);

    private final Pairs pairs;
    private final Rights rights;

    PairWaiting(Pairs pairs, Rights rights) {
        this.pairs = pairs;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        return open(actor) > 0 ? 1 : 0;
    }

    @Override
    public List<Item> items(Actor actor) {
        if (!rights.mayAnywhere(actor, Action.VOLUNTEER_IMPORT)) {
            return List.of();
        }
        return rights.within(actor, Action.VOLUNTEER_IMPORT, () -> {
            Optional<Instant> oldest = pairs.oldestOpen();
            return oldest.map(since -> List.of(new Item(
                            Text.of("核对疑似重复的志愿者，{0} 对", pairs.open()), "", "/office/rolls/pairs", since.plus(WITHIN))))
                    .orElse(List.of());
        });
    }

    private long open(Actor actor) {
        return rights.mayAnywhere(actor, Action.VOLUNTEER_IMPORT)
                ? rights.within(actor, Action.VOLUNTEER_IMPORT, pairs::open)
                : 0;
    }
}
