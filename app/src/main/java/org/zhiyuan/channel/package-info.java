/** Messages that leave the house: to whom, when, by which provider, and how many at most. */
@ApplicationModule(
        displayName = "通道",
        allowedDependencies = {"kernel", "cell"})
@NullMarked
package org.zhiyuan.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
