package org.zhiyuan.activity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Whether those who hold a seat may still do what it takes: a training expires, an age is corrected, somebody is suspended.
 * Whoever leads sees nobody's own record, so the house looks, and says no more than the reason.
 */
@Component
class Fitness {
    private static final Actor HOUSE = Actor.system("activity");

    private final SignUps signUps;
    private final Volunteers volunteers;
    private final TransactionTemplate own;

    Fitness(SignUps signUps, Volunteers volunteers, PlatformTransactionManager transactions) {
        this.signUps = signUps;
        this.volunteers = volunteers;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.own.setReadOnly(true);
    }

    Map<SignUpId, Text> unfit(Activity activity, List<Post> posts, List<SignUp> seated) {
        if (seated.isEmpty()) {
            return Map.of();
        }
        Map<PostId, Post> byId = posts.stream().collect(Collectors.toMap(Post::id, Function.identity()));
        return Acting.as(
                HOUSE,
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(own.execute(status -> {
                    Map<VolunteerId, Volunteer> known = volunteers.all(
                            seated.stream().map(SignUp::volunteer).toList());
                    Map<SignUpId, Text> unfit = new LinkedHashMap<>();
                    for (SignUp one : seated) {
                        Volunteer volunteer = known.get(one.volunteer());
                        Post post = byId.get(one.post());
                        if (volunteer != null
                                && post != null
                                && signUps.fits(volunteer, activity, post, false) instanceof Decision.Refused no) {
                            // how the volunteer stands is said to himself in other words
                            boolean stands = EnrolmentPolicy.standsAsVolunteer(volunteer) instanceof Decision.Allowed;
                            unfit.put(
                                    one.id(),
                                    stands ? no.reason() : volunteer.state().label());
                        }
                    }
                    return unfit;
                })));
    }
}
