package org.zhiyuan.team;

import java.time.Instant;
import java.util.UUID;
import org.zhiyuan.person.PersonId;

/** How somebody stands to a team now, and by what. */
public record MembershipStands(
        MembershipId membership,
        UUID step,
        TeamId team,
        PersonId person,
        MembershipState state,
        Membership.Cause cause,
        Instant at) {}
