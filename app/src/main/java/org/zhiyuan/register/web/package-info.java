/** Pages of the register: upload, result of the check, confirmation, download. */
@NullMarked
package org.zhiyuan.register.web;

import org.jspecify.annotations.NullMarked;
