/** Tests of the load generator: that its arithmetic is right, and that every part of it runs. */
@NullMarked
package dev.credits.cli.bench;

import org.jspecify.annotations.NullMarked;
