package org.zhiyuan.ledger;

import org.springframework.boot.test.context.TestComponent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Seals what was committed at once, for tests that do not wait for the clock, and signs what the log is then. */
@TestComponent
public class Sealing {
    private final Sealer sealer;
    private final Seals seals;

    Sealing(Sealer sealer, Seals seals) {
        this.sealer = sealer;
        this.seals = seals;
    }

    public Head all() {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
            // another may be sealing: what was committed is in the log once it is done
            do {
                sealer.seal();
            } while (seals.waitingSince().isPresent());
            return seals.sign();
        });
    }
}
