/** What every page stands in: frame, languages, form fields, one-time form tokens, error pages; and what upper rooms hang into it. */
@ApplicationModule(
        displayName = "外壳",
        allowedDependencies = {"kernel", "cell", "jobs"})
@NullMarked
package org.zhiyuan.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
