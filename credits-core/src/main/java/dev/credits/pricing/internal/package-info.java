/** What pricing is built from and shows to nobody: exact fractions, and readers of JSON and CSV that name the line. */
@NullMarked
package dev.credits.pricing.internal;

import org.jspecify.annotations.NullMarked;
