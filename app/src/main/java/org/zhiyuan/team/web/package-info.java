/** Pages of teams: for everybody, for oneself, for whoever leads, and for the office. */
@NullMarked
package org.zhiyuan.team.web;

import org.jspecify.annotations.NullMarked;
