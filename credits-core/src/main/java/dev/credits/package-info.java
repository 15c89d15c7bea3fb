/** The front door of Credits: {@link dev.credits.Credits}. */
@NullMarked
package dev.credits;

import org.jspecify.annotations.NullMarked;
