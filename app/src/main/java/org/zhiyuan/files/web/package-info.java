/** The one path on which kept files leave the house. */
@NullMarked
package org.zhiyuan.files.web;

import org.jspecify.annotations.NullMarked;
