/** The tables, and how they are loaded, written and asked; not exported. */
@NullMarked
package dev.credits.jdbc.internal;

import org.jspecify.annotations.NullMarked;
