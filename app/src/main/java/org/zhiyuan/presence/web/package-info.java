/** Pages of the check-in: for the volunteer with his phone, for the leader at the door, for paper, and without a network. */
@NullMarked
package org.zhiyuan.presence.web;

import org.jspecify.annotations.NullMarked;
