package org.zhiyuan.activity;

import java.util.UUID;
import org.zhiyuan.person.PersonId;

/**
 * Somebody who signed up, or was asked, is told what became of it; he is sent a text message by this room. Published with
 * every attempt at that message.
 *
 * @param telling the same for every attempt
 */
public record ParticipantTold(UUID telling, PersonId person, ActivityId activity, What what) {
    public enum What {
        /** A seat came free, and he was next. */
        PROMOTED,
        CALLED_OFF,
        /** Another time, or another place. */
        CHANGED,
        TAKEN_OFF,
        INVITED,
        /** Somebody of the family signed all of them up. */
        TOGETHER,
        /** Whoever leads took him on while it went on. */
        TAKEN_ON
    }
}
