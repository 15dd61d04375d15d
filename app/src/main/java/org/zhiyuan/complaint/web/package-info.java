/** Pages of complaints: for anybody with a number and a code, for oneself, and for the office that answers. */
@NullMarked
package org.zhiyuan.complaint.web;

import org.jspecify.annotations.NullMarked;
