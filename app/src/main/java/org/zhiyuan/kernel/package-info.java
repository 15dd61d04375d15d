/** What every room may name: who acts, which action, which rows, a reasoned yes or no, a page of a list, a span of days. */
@ApplicationModule(
        displayName = "内核",
        allowedDependencies = {})
@NullMarked
package org.zhiyuan.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
