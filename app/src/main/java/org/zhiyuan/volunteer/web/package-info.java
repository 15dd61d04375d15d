/** Pages of volunteers: for themselves, and for the office. */
@NullMarked
package org.zhiyuan.volunteer.web;

import org.jspecify.annotations.NullMarked;
