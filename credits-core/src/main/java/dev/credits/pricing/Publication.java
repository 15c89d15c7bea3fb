package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import java.util.List;

/** What became of changes to the price book: all of them published, or none. */
public sealed interface Publication {
    /** The versions; {@link InvalidInputException} if it was refused. */
    default List<PriceVersion> orElseThrow() {
        if (this instanceof Published published) {
            return published.versions();
        }
        Refused refused = (Refused) this;
        throw new InvalidInputException(refused.subject(), refused.code(), "published otherwise: " + refused.message());
    }

    /** In the book. */
    record Published(List<PriceVersion> versions) implements Publication {}

    /** Refused by the rules; nothing was published. */
    record Refused(Code code, String subject, String message) implements Publication {}

    /** Why changes are refused. */
    enum Code {
        /** It would take effect before it is published. */
        BACKDATED,
        /** Another version of the same subject takes effect at the same instant. */
        TIE,
        /** There is nothing to withdraw. */
        NOT_FOUND,
        /** Two bundles of the same features at the same time. */
        OVERLAP
    }
}
