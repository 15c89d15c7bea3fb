package dev.credits.metering;

import dev.credits.ledger.CreditsException;
import org.jspecify.annotations.Nullable;

/** Work has ended and its hold has not, because the ledger could not be told. */
public final class UnsettledException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final transient Settlement settlement;

    UnsettledException(Settlement settlement, String why, boolean retryable, @Nullable Throwable cause) {
        super(why, retryable, cause);
        this.settlement = settlement;
    }

    /** What is to be booked: give it to {@link Metering#settle} once the ledger answers again, however late that is. */
    public Settlement settlement() {
        return settlement;
    }
}
