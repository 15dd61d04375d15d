package org.zhiyuan.kernel;

/** Not there, or not for this actor to see: both are answered alike, with 404 (TRUST §5, IDOR). */
public final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Absent(String what) {
        super(what);
    }
}
