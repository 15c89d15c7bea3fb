package dev.credits.metering;

import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import org.jspecify.annotations.Nullable;

/** Work has ended and its hold has not, because the ledger could not be told. */
public final class UnsettledException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final transient Command settlement;

    UnsettledException(Command settlement, String why, boolean retryable, @Nullable Throwable cause) {
        super(why, retryable, cause);
        this.settlement = settlement;
    }

    /** The command that ends the hold; its key makes sending it again safe. */
    public Command settlement() {
        return settlement;
    }
}
