package org.zhiyuan.project;

import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;

/** Whom a project may wait for. Which of the first three looks at it before it is published, is data of the city. */
public enum Organ {
    INSTITUTE(Action.PROJECT_REVIEW_INSTITUTE, "实践所"),
    /** The branch center of the project's field. */
    BRANCH(Action.PROJECT_REVIEW_BRANCH, "分中心"),
    CENTER(Action.PROJECT_REVIEW_CENTER, "实践中心"),
    /** Whoever leads it. */
    LEADER(Action.PROJECT_LEAD, "负责人");

    private final Action action;
    private final Text label;

    Organ(Action action, String label) {
        this.action = action;
        this.label = Text.of(label);
    }

    Action action() {
        return action;
    }

    public Text label() {
        return label;
    }
}
