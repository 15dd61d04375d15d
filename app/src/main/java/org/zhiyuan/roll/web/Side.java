package org.zhiyuan.roll.web;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.person.Person;
import org.zhiyuan.volunteer.Volunteer;

/**
 * One of two records beside each other, masked.
 *
 * @param place where the volunteer is registered; "" for none
 */
public record Side(@Nullable Person person, @Nullable Volunteer volunteer, String place) {}
