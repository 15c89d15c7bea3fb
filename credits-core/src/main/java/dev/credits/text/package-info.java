/** Bounds on text from outside; not exported. */
@NullMarked
package dev.credits.text;

import org.jspecify.annotations.NullMarked;
