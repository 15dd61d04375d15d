@NullMarked
package org.zhiyuan.activity.web;

import org.jspecify.annotations.NullMarked;
