package org.zhiyuan.complaint;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/**
 * A complaint, a suggestion, or a correction that somebody asks for.
 *
 * @param number the receipt's number: T2026-000123
 * @param topic what it is about, by key; "" for a correction
 * @param subjectLabel what it is about was called so then
 * @param about the place whose affair it is
 * @param person who filed it; null for whoever did so without an account
 * @param persons whom it is about
 * @param accounts who of the office had a hand in it
 * @param site where it lies now
 * @param due until when a reply is owed
 * @param raised how often nobody replied in time and it went up
 * @param appealUntil until when there may be an appeal; null before the first reply
 */
public record Complaint(
        ComplaintId id,
        String number,
        Kind kind,
        String topic,
        Subject.Kind subjectKind,
        String subjectId,
        String subjectLabel,
        SiteId about,
        @Nullable PersonId person,
        String words,
        Instant at,
        Set<UUID> persons,
        Set<UUID> accounts,
        SiteId site,
        Instant due,
        int raised,
        ComplaintState state,
        @Nullable Instant appealUntil) {
    public static final int WORDS_LENGTH_MIN = 10;
    public static final int WORDS_LENGTH_MAX = 1_000;

    public enum Kind {
        COMPLAINT("投诉"),
        SUGGESTION("建议"),
        /** Something in a record about oneself is wrong (R16). */
        CORRECTION("更正申请");

        private final Text label;

        Kind(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public Complaint {
        persons = Set.copyOf(persons);
        accounts = Set.copyOf(accounts);
    }

    public Whereabouts.Place place() {
        return Whereabouts.Place.at(site.value());
    }

    /** Which reply is owed, or was given last. */
    public int round() {
        return state == ComplaintState.APPEALED || state == ComplaintState.CLOSED ? 2 : 1;
    }

    public boolean overdue(Instant now) {
        return state.waits() && due.isBefore(now);
    }

    public boolean appealable(Instant now) {
        return state == ComplaintState.REPLIED && appealUntil != null && now.isBefore(appealUntil);
    }

    public String href() {
        return "/office/complaints/" + id;
    }

    /** For whoever filed it with an account. */
    public String ownHref() {
        return "/me/complaints/" + id;
    }
}
