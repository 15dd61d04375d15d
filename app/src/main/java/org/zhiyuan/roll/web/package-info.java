/** The pages of this room. */
@NullMarked
package org.zhiyuan.roll.web;

import org.jspecify.annotations.NullMarked;
