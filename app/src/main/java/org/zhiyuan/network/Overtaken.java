package org.zhiyuan.network;

/** Somebody else saved what stood open in a form: nothing of the form is written until its sender has seen that. */
public final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken(SiteId site) {
        super("site " + site + " was changed after the form was opened");
    }
}
