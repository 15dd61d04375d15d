package org.zhiyuan.access;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Actor;

/** The standing that the gate read for this request, so that a page with twenty links does not read it twenty times. */
@Component
class RequestStanding {
    private static final ScopedValue<Standing> READ = ScopedValue.newInstance();

    private final Standings standings;

    RequestStanding(Standings standings) {
        this.standings = standings;
    }

    static <T, X extends Throwable> T with(@Nullable Standing standing, ScopedValue.CallableOp<T, X> work) throws X {
        return standing == null
                ? work.call()
                : ScopedValue.where(READ, standing).call(work);
    }

    Optional<Standing> of(Actor actor) {
        UUID account = actor.account();
        if (account == null) {
            return Optional.empty();
        }
        if (READ.isBound() && READ.get().account().equals(account)) {
            return Optional.of(READ.get());
        }
        return standings.of(account);
    }
}
