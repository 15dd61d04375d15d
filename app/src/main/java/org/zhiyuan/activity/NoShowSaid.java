package org.zhiyuan.activity;

import java.util.UUID;
import org.zhiyuan.person.PersonId;

/**
 * Somebody who leads said that a participant did not come, or took that back.
 *
 * @param said false where it was taken back
 */
public record NoShowSaid(UUID step, PersonId person, ActivityId activity, boolean said) {}
