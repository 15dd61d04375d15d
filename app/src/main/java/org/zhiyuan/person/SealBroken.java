package org.zhiyuan.person;

/** A sealed value that does not open: altered, moved to another row or column, or sealed under another key. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String where, Throwable cause) {
        super("a sealed value does not open: " + where, cause);
    }

    SealBroken(String where) {
        super("a sealed value does not open: " + where);
    }
}
