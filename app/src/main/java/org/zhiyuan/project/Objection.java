package org.zhiyuan.project;

import org.jspecify.annotations.Nullable;

/**
 * Something that the list of what is no volunteer service found in a project, and why the applicant says that it is not so.
 *
 * @param statement in the applicant's words
 * @param accepted whether the second reviewer agreed; null while nobody decided
 */
public record Objection(
        String phrase,
        String reason,
        String reasonEn,
        String statement,
        @Nullable Boolean accepted) {
    public String reason(boolean english) {
        return english ? reasonEn : reason;
    }
}
