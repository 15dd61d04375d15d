/** Pages of the audit administrator. */
@NullMarked
package org.zhiyuan.audit.web;

import org.jspecify.annotations.NullMarked;
