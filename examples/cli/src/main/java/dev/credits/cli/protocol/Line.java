package dev.credits.cli.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A line of input, as it was read.
 *
 * @param number counts every line from 1
 * @param text what it holds, or null if that could not be read
 * @param trouble why it could not be read, or null
 */
record Line(long number, @Nullable String text, @Nullable String trouble) {}
