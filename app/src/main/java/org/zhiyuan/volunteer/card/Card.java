package org.zhiyuan.volunteer.card;

import java.time.LocalDate;
import org.zhiyuan.volunteer.VolunteerNumber;

/**
 * A card as it is shown and printed.
 *
 * @param until the last day on which it counts
 * @param text what the square code says
 */
public record Card(VolunteerNumber number, LocalDate until, String text) {}
