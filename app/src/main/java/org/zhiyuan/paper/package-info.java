/** Sheets in and out: a filled table becomes checked rows or a workbook of errors, rows become a workbook or a CSV file. */
@ApplicationModule(
        displayName = "文书",
        allowedDependencies = {"kernel", "shell", "files"})
@NullMarked
package org.zhiyuan.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
