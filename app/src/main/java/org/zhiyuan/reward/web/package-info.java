/** The pages of the room. */
@NullMarked
package org.zhiyuan.reward.web;

import org.jspecify.annotations.NullMarked;
