package org.zhiyuan.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.TransferId;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Way;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * One stay at an activity, and what it comes to.
 *
 * @param pair the how-manieth coming and going there that day, from 1
 * @param recorder account of whoever wrote it down for another; null for the volunteer's own act
 * @param otherRecorder account of whoever else wrote a part of it down; null where there was one hand at most
 * @param witness the other side of the presence: whoever leads there; null where only one person speaks
 * @param years whole years of the volunteer on that day; null where no birth date is known
 * @param presentMinutes of all stays there that day, within the activity
 * @param tier reviews that the day's length asks for: 0 none, 1 one, 2 one tier up
 * @param reason why it is refused, or why it came late; "" where nothing is to be said
 * @param account of the ledger that receives
 * @param transfer null while it is not credited
 */
public record Entry(
        EntryId id,
        UUID source,
        ActivityId activity,
        SiteId site,
        VolunteerId volunteer,
        PersonId person,
        LocalDate day,
        int pair,
        Instant began,
        Instant ended,
        Way way,
        EntryClass klass,
        @Nullable UUID recorder,
        @Nullable UUID recorderPerson,
        @Nullable UUID otherRecorder,
        @Nullable UUID otherRecorderPerson,
        @Nullable UUID device,
        @Nullable UUID witness,
        Instant recordedAt,
        Instant takenAt,
        @Nullable Integer years,
        String rulePack,
        int presentMinutes,
        int minutes,
        int tier,
        EntryState state,
        String reason,
        AccountId account,
        @Nullable TransferId transfer,
        int version) {
    /** Line of the transfer on which the volunteer receives. */
    static final int RECEIVING_LINE = 2;

    public ServiceTime time() {
        return new ServiceTime(minutes);
    }

    /** Whether this account, or the person behind it, wrote it down, or a part of it. */
    boolean writtenBy(UUID by, @Nullable UUID byPerson) {
        return by.equals(recorder)
                || by.equals(otherRecorder)
                || (byPerson != null && (byPerson.equals(recorderPerson) || byPerson.equals(otherRecorderPerson)));
    }

    /** The accounts that wrote it down. */
    List<UUID> recorders() {
        return Stream.of(recorder, otherRecorder).filter(Objects::nonNull).toList();
    }

    /** The persons, where known, who wrote it down. */
    List<UUID> recorderPersons() {
        return Stream.of(recorderPerson, otherRecorderPerson)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Whether two sides speak for it: the volunteer's own act and the venue's, or the leader's. A code that a phone kept
     * says itself when it was typed: digits that somebody sent on count there days later, so nobody else saw him.
     */
    static boolean twoSided(Way way) {
        return way == Way.CODE || way == Way.CARD;
    }

    /** Whether a code or a card was read, and it is not somebody's word for another. */
    static boolean scanned(Way way) {
        return twoSided(way) || way == Way.OFFLINE_CODE;
    }

    public boolean twoSided() {
        return twoSided(way) && witness != null;
    }

    public boolean late() {
        return klass == EntryClass.LATE;
    }

    /** Its place in the ledger; null while it is not credited. */
    public org.zhiyuan.ledger.@Nullable EntryId sealedAs() {
        return transfer == null ? null : posting(transfer);
    }

    /** The transfer that such a posting is of. */
    static UUID transfer(org.zhiyuan.ledger.EntryId posting) {
        return UUID.fromString(posting.entry().substring(0, posting.entry().indexOf('/')));
    }

    static org.zhiyuan.ledger.EntryId posting(TransferId transfer) {
        return org.zhiyuan.ledger.EntryId.posting(transfer, RECEIVING_LINE);
    }

    public Whereabouts.Place place() {
        return Whereabouts.Place.own(site.value(), null, person.value());
    }

    public String href() {
        return "/office/hours/" + id;
    }

    public String ownHref() {
        return "/me/hours/" + id;
    }
}
