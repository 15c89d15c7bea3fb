/** The command protocol: one JSON object a line in, one a line out. */
@NullMarked
package dev.credits.cli.protocol;

import org.jspecify.annotations.NullMarked;
