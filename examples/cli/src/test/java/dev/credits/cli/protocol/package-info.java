@NullMarked
package dev.credits.cli.protocol;

import org.jspecify.annotations.NullMarked;
