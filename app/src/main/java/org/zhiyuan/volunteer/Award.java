package org.zhiyuan.volunteer;

import java.time.LocalDate;
import java.util.UUID;

/**
 * An award, with what a record of one must say.
 *
 * @param body who awarded it
 */
public record Award(UUID id, String name, LocalDate day, String body) {}
