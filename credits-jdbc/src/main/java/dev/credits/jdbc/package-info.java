/** Credits in a relational database: {@link dev.credits.jdbc.JdbcStorage} on H2 and PostgreSQL. */
@NullMarked
package dev.credits.jdbc;

import org.jspecify.annotations.NullMarked;
