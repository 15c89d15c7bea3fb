/** A PostgreSQL for tests, for this module's and others'. */
package dev.credits.jdbc.testing;
