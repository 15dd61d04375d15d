package org.zhiyuan.jobs;

import org.zhiyuan.kernel.Text;

/** A kind of task, brought as a bean by the room that knows how. */
public interface Work {
    /** Dotted name, never changed: tasks in the database bear it. */
    String kind();

    /** What people call it, as a noun: 检查上传的表格. */
    Text title();

    /**
     * How often it is begun at most. 1 where a second run could have a second effect; more where it may simply be done
     * again after its node died or something failed.
     */
    default int attemptsMax() {
        return 1;
    }

    /**
     * Whether what it did before it was stopped stays, and a second run goes on from there: then nobody is told that
     * nothing was changed.
     */
    default boolean keepsWhatIsDone() {
        return false;
    }

    /**
     * Does it, in the name of its asker and with the asker's own rows in reach; what else it needs it opens through
     * {@link org.zhiyuan.kernel.Rights#within}. Ends by returning, by {@link Run#finish} inside its last transaction, or
     * by throwing: a {@link org.zhiyuan.kernel.Refusal} is told to the asker in its own words.
     */
    void run(Run run);
}
