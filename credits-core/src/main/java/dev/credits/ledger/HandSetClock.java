package dev.credits.ledger;

import java.time.InstantSource;

/**
 * A clock that somebody sets by hand, as tests and imports do. It is not compared with the database's clock, because it is
 * not meant to agree with it.
 */
@FunctionalInterface
public interface HandSetClock extends InstantSource {
    /** False while it goes by the machine's clock after all. */
    default boolean isSetByHand() {
        return true;
    }
}
