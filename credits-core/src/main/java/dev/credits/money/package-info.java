/** Exact quantities: credits in whole minor units, money as exact decimals, and the rates between units. */
@NullMarked
package dev.credits.money;

import org.jspecify.annotations.NullMarked;
