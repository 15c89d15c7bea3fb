package dev.credits.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What an administrative entry changed.
 *
 * @param what such as {@code status} or {@code limit DAY}
 * @param previous what it was, or null if it was nothing
 * @param next what it has become, or null if it is nothing any more
 */
public record Amendment(
        String what, @Nullable String previous, @Nullable String next) {}
