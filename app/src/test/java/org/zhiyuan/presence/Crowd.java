package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Volunteers who have seats at activities of now, of yesterday and of the day before, each signed in on a phone of his
 * own: for what drives the packaged program from outside. All made up.
 */
public final class Crowd {
    /** @param session value of the cookie of that name */
    public record Member(UUID volunteer, UUID person, String session, UUID device) {}

    /** @param secret what the codes on its screen are made with */
    public record Venue(UUID activity, byte[] secret, Instant starts, Instant ends) {
        /** The digits on the screen at a moment. */
        public String code(Instant at) {
            return VenueCode.at(secret, at);
        }
    }

    public final List<Member> members = new ArrayList<>();
    /** Where they may come and go by code. */
    public final List<Venue> now = new ArrayList<>();
    /** That are over: their phones had no network there. */
    public final List<Venue> before = new ArrayList<>();

    /** @param venues how many that are on now, at one time: whoever has left one may go to the next */
    public Crowd(ApplicationContext house, int size, int venues) {
        SettableClock clock = house.getBean(SettableClock.class);
        clock.advance(Duration.ofDays(-2));
        Gathering gathering = new Gathering(house, size);
        before.add(venue(house, gathering, gathering.activity));
        clock.advance(Duration.ofDays(1));
        before.add(venue(house, gathering, gathering.another(gathering.people)));
        clock.reset();
        for (int i = 0; i < venues; i++) {
            now.add(venue(house, gathering, gathering.another(gathering.people)));
        }
        gathering.people.forEach(one -> members.add(
                new Member(one.volunteer().value(), one.person().value(), gathering.session(one), UUID.randomUUID())));
    }

    private static Venue venue(ApplicationContext house, Gathering gathering, ActivityId id) {
        Activity activity =
                gathering.inHouse(() -> house.getBean(Activities.class).get(id));
        return new Venue(id.value(), house.getBean(VenueSecrets.class).of(id), activity.starts(), activity.ends());
    }

    /** What a coming or going by code is kept as. */
    public static UUID event(UUID token, Member member, boolean coming) {
        return Presences.part(token, new VolunteerId(member.volunteer()), coming ? "in" : "out");
    }
}
