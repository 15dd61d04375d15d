/**
 * Work that nobody waits for at the counter: long tasks with progress, which survive a restart, and recurring ones,
 * which run on one node at a time. What one room tells another after its commit is kept in the event publication
 * registry of Spring Modulith; this room delivers again what was not delivered.
 */
@ApplicationModule(
        displayName = "作业",
        allowedDependencies = {"kernel"})
@NullMarked
package org.zhiyuan.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
