/** The commands {@code credits price} and {@code credits margin}. */
@NullMarked
package dev.credits.cli.price;

import org.jspecify.annotations.NullMarked;
