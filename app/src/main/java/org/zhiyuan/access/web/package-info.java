/** Pages of signing in, of one's own account, of accounts and grants. */
@NullMarked
package org.zhiyuan.access.web;

import org.jspecify.annotations.NullMarked;
