package org.zhiyuan;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Does things to the shared house in one transaction and leaves it as it was. */
public final class Rehearsal {
    private final TransactionTemplate whole;
    private final TransactionTemplate step;
    private final JdbcClient jdbc;

    public Rehearsal(PlatformTransactionManager transactions, JdbcClient jdbc) {
        this.whole = new TransactionTemplate(transactions);
        this.step = new TransactionTemplate(transactions);
        this.step.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.jdbc = jdbc;
    }

    public void as(Scope scope, Runnable work) {
        Acting.as(
                Actor.system("rehearsal"),
                scope,
                () -> whole.executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    work.run();
                }));
    }

    public void run(Runnable work) {
        as(Scope.EVERYTHING, work);
    }

    /** One step; where it throws, only the step is undone. What it wrote is held against the database's own rules. */
    public <T> T step(Supplier<T> work) {
        return step.execute(status -> {
            T result = work.get();
            jdbc.sql("set constraints all immediate").update();
            jdbc.sql("set constraints all deferred").update();
            return result;
        });
    }
}
