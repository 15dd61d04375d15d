/**
 * The full sample city: people through the house's own service, the mass of activities and hours loaded past it as the
 * owner of the database, and afterwards asked whether all of it is what the house itself would have written.
 */
@NullMarked
package org.zhiyuan.bench.city;

import org.jspecify.annotations.NullMarked;
