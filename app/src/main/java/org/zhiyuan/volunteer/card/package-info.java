/** The signed volunteer card: what its square code says, and how that is checked with and without a network. */
@NullMarked
package org.zhiyuan.volunteer.card;

import org.jspecify.annotations.NullMarked;
