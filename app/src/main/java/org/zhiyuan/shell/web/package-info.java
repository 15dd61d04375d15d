/** The pages of the frame itself: home, what waits, errors, switches. */
@NullMarked
package org.zhiyuan.shell.web;

import org.jspecify.annotations.NullMarked;
