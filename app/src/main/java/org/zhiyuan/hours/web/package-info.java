/** Pages of service hours. */
@NullMarked
package org.zhiyuan.hours.web;

import org.jspecify.annotations.NullMarked;
