/** One city is one database, a cell: where it runs, who may open it, which rows a transaction sees, whose city it is. */
@ApplicationModule(
        displayName = "数据单元",
        allowedDependencies = {"kernel"})
@NullMarked
package org.zhiyuan.cell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
