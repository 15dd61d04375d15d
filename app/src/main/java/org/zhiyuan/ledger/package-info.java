/**
 * Books and transfers in whole units, double entry, added and never changed; and the log that seals what was added, so
 * that an outsider can prove it. Shows no page: {@code audit} publishes the heads and takes out the log.
 */
@ApplicationModule(
        displayName = "账簿",
        allowedDependencies = {"kernel", "cell", "jobs"})
@NullMarked
package org.zhiyuan.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
