/** Pages of posts and their holders. */
@NullMarked
package org.zhiyuan.staff.web;

import org.jspecify.annotations.NullMarked;
