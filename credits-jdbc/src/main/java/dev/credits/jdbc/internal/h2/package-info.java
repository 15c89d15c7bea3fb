/** What H2 calls by name; exported to it alone. */
@NullMarked
package dev.credits.jdbc.internal.h2;

import org.jspecify.annotations.NullMarked;
