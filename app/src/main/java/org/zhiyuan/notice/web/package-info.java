/** The pages of one's own inbox. */
@NullMarked
package org.zhiyuan.notice.web;

import org.jspecify.annotations.NullMarked;
