package org.zhiyuan.cell;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * Why the house cannot start, in one sentence that says what is wrong and what to do. Any room may throw it while the
 * application starts; it is printed as one line, without a stack trace, and the process ends with a code that is not 0.
 */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text reason;

    public CannotStart(Text reason) {
        this(reason, null);
    }

    public CannotStart(Text reason, @Nullable Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    public Text reason() {
        return reason;
    }
}
