package dev.credits.metering;

import dev.credits.money.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Work under way whose end the host tells: for streams, and whatever does not fit into one function. Closing a run that
 * was not completed is its failure. Thread-safe; it ends once, and every end after that answers with the first.
 */
public interface Run extends Meter, AutoCloseable {
    /** What is set aside for it by now: the most it takes, unless its policy for overruns says otherwise. */
    Amount held();

    /** Ends it well: settles to what was used; to the most it may use, if nothing was said. */
    Bill complete();

    /** Ends it badly: the call's failure policy says what is owed. */
    Bill fail(@Nullable Throwable cause);

    /** As {@link #fail}, unless it has ended. */
    @Override
    void close();
}
