/** Pages of the unit: for everybody, and for the office. */
@NullMarked
package org.zhiyuan.unit.web;

import org.jspecify.annotations.NullMarked;
