package org.zhiyuan.complaint;

import java.time.Instant;
import java.util.UUID;
import org.zhiyuan.person.PersonId;

/** What became of a complaint of somebody who is known: it was filed, answered, raised. */
public record ComplaintTurned(
        ComplaintId complaint, UUID step, PersonId person, String number, Step.Cause cause, Instant at) {}
