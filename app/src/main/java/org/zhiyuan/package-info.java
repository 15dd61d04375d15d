/** The house; each room is a package below. */
@NullMarked
package org.zhiyuan;

import org.jspecify.annotations.NullMarked;
