/** The pages of the room. */
@NullMarked
package org.zhiyuan.certificate.web;

import org.jspecify.annotations.NullMarked;
