package dev.credits.jdbc.internal;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column that is written: its name, its type, and what of a row goes into it.
 *
 * @param <R> the rows
 */
record Column<R>(String name, SqlType type, Function<R, @Nullable Object> value) {}
