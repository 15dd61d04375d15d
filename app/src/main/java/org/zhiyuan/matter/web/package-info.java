/** Pages of the working-day calendar. */
@NullMarked
package org.zhiyuan.matter.web;

import org.jspecify.annotations.NullMarked;
