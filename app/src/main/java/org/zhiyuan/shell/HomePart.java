package org.zhiyuan.shell;

import java.util.Map;

/** A part of the public home page, brought by the room whose facts it shows. */
public interface HomePart {
    /** Place on the page, small first. */
    int order();

    /** Whether it stands beside the greeting, where the page is wide enough, and not below it. */
    default boolean besideGreeting() {
        return false;
    }

    /** The template that draws it; its parameters are the entries of {@link #model()}. */
    String template();

    Map<String, Object> model();
}
