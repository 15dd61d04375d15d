/** Whole stories in a real browser, and the gates that every page passes there. */
@NullMarked
package org.zhiyuan.story;

import org.jspecify.annotations.NullMarked;
