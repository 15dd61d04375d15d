package org.zhiyuan.project;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What came of one thing that was done for a project, told by the room that knows it.
 *
 * @param source what it came of: the activity; told again, it replaces what it told before
 * @param volunteers how many served
 * @param minutes the time that they gave, all together
 * @param reached how many people were served
 * @param result one sentence; "" where nobody wrote one
 */
public record Outcome(
        ProjectId project, UUID source, LocalDate day, int volunteers, long minutes, int reached, String result) {
    public static final int RESULT_LENGTH_MAX = 500;

    public Outcome {
        if (volunteers < 0 || minutes < 0 || reached < 0) {
            throw new IllegalArgumentException("volunteers (" + volunteers + "), minutes (" + minutes
                    + ") and reached (" + reached + ") must not be negative");
        }
        if (result.length() > RESULT_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "result must have at most " + RESULT_LENGTH_MAX + " characters and has " + result.length());
        }
    }
}
