/** The load generator: how fast this library is on a given database, and what else would be there for the asking. */
@NullMarked
package dev.credits.cli.bench;

import org.jspecify.annotations.NullMarked;
