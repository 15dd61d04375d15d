package org.zhiyuan.team;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.volunteer.VolunteerLeft;

/**
 * Whoever serves no more belongs to no team any more, wherever the team is: told after the volunteer's own step is
 * committed, as the system, since the office that wrote it down may not reach every team. Letting go twice changes nothing.
 */
@Component
class Departures {
    private final Memberships memberships;
    private final Families families;
    private final TransactionTemplate own;

    Departures(Memberships memberships, Families families, PlatformTransactionManager transactions) {
        this.memberships = memberships;
        this.families = families;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(VolunteerLeft left) {
        Actor house = Actor.system("team");
        Acting.as(
                house,
                Scope.EVERYTHING,
                () -> own.executeWithoutResult(status -> {
                    memberships.letGoOf(house, left.volunteer());
                    families.letGoOf(left.volunteer());
                }));
    }
}
