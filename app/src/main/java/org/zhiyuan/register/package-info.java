/** The register of the network as sheets (台账): in with a dry run and a workbook of errors, out as it can come in again. */
@ApplicationModule(
        displayName = "台账",
        allowedDependencies = {"kernel", "cell", "jobs", "shell", "files", "paper", "audit", "network", "unit"})
@NullMarked
package org.zhiyuan.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
