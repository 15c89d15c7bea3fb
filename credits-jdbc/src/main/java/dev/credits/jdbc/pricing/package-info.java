/** The price book's versions on H2 and PostgreSQL. */
@NullMarked
package dev.credits.jdbc.pricing;

import org.jspecify.annotations.NullMarked;
