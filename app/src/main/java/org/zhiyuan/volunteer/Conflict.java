package org.zhiyuan.volunteer;

import org.zhiyuan.kernel.Text;

/**
 * What somebody enters who registers alone does not go with what is on record, so that somebody must look at it. Never
 * shown: it would tell whoever tries numbers which are on record. {@link Inquiries} says in its place what tells nothing.
 */
final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text reason;

    Conflict(Text reason) {
        super(reason.toString());
        this.reason = reason;
    }

    Text reason() {
        return reason;
    }
}
