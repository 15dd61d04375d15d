@NullMarked
package org.zhiyuan.bench.city;

import org.jspecify.annotations.NullMarked;
