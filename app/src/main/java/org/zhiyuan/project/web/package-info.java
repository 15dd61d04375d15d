/** Pages of projects: for everybody, for whoever applies and leads, and for the office. */
@NullMarked
package org.zhiyuan.project.web;

import org.jspecify.annotations.NullMarked;
