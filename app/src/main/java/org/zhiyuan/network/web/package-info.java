/** The pages of the network. */
@NullMarked
package org.zhiyuan.network.web;

import org.jspecify.annotations.NullMarked;
