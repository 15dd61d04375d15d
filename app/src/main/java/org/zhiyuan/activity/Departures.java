package org.zhiyuan.activity;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.volunteer.Step;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerLeft;
import org.zhiyuan.volunteer.VolunteerStands;

/**
 * Whoever serves no more, or may not for now, keeps nobody's seat, wherever the activity is: told after the volunteer's own step is committed,
 * as the system, since whoever wrote it down may not reach every activity. Letting go twice changes nothing.
 */
@Component("activityDepartures")
class Departures {
    private final SignUps signUps;
    private final TransactionTemplate own;

    Departures(SignUps signUps, PlatformTransactionManager transactions) {
        this.signUps = signUps;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(VolunteerLeft left) {
        letGo(left.volunteer(), SignUpStep.Cause.LEFT);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(VolunteerStands stands) {
        if (stands.cause() == Step.Cause.SUSPENDED) {
            letGo(stands.volunteer(), SignUpStep.Cause.SUSPENDED);
        }
    }

    private void letGo(VolunteerId volunteer, SignUpStep.Cause cause) {
        Actor house = Actor.system("activity");
        Acting.as(house, Scope.EVERYTHING, () -> {
            // one after the other: whoever is signed up holds his post before himself, and nobody waits in a circle
            own.executeWithoutResult(status -> signUps.await(volunteer));
            own.executeWithoutResult(status -> signUps.letGo(house, volunteer, cause));
        });
    }
}
