/**
 * Sheets in and out: a filled table becomes checked rows or a workbook of errors, rows become a workbook or a CSV file.
 * Pages of XHTML become PDF files that keep (PDF/A) and whose text can be copied; addresses become square codes.
 */
@ApplicationModule(
        displayName = "文书",
        allowedDependencies = {"kernel", "shell", "files"})
@NullMarked
package org.zhiyuan.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
