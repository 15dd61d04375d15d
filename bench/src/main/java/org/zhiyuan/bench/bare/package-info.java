/** What the house's start is compared with. */
@NullMarked
package org.zhiyuan.bench.bare;

import org.jspecify.annotations.NullMarked;
