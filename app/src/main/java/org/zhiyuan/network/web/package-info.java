/** Pages of the network: for everybody, and for the office. */
@NullMarked
package org.zhiyuan.network.web;

import org.jspecify.annotations.NullMarked;
