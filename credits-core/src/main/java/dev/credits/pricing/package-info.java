/** From what a call costs to what it takes from the balance: rate cards, margins, fixed prices, and the book they are kept in. */
@NullMarked
package dev.credits.pricing;

import org.jspecify.annotations.NullMarked;
