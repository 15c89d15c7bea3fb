package dev.credits.metering;

import org.jspecify.annotations.Nullable;

/**
 * Work under way whose end the host tells: for streams, and whatever does not fit into one function. Closing a run that
 * was not completed is its failure. Thread-safe; it ends once, and every end after that answers with the first.
 */
public interface Run extends Meter, AutoCloseable {
    /** Ends it well: settles to what was used; to the most it may use, if nothing was said. */
    Bill complete();

    /** Ends it badly: the call's failure policy says what is owed. */
    Bill fail(@Nullable Throwable cause);

    /** As {@link #fail}, unless it has ended. */
    @Override
    void close();
}
