/** The command line: commands, tables and the connection to a database. */
@NullMarked
package dev.credits.cli;

import org.jspecify.annotations.NullMarked;
