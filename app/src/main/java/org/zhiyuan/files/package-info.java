/** Uploads and made files, kept in the database: told apart by their bytes, shown to whom they belong, given out only as attachments. */
@ApplicationModule(
        displayName = "附件",
        allowedDependencies = {"kernel", "jobs"})
@NullMarked
package org.zhiyuan.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
