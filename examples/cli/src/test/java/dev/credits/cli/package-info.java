@NullMarked
package dev.credits.cli;

import org.jspecify.annotations.NullMarked;
