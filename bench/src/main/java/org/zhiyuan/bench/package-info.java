/** Measures the house and what it is compared with; each benchmark is a class with a main method, named …Bench. */
@NullMarked
package org.zhiyuan.bench;

import org.jspecify.annotations.NullMarked;
