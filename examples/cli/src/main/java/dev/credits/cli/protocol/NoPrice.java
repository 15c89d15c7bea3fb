package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AccountId;
import dev.credits.pricing.Pricing;
import org.jspecify.annotations.Nullable;

/** A line that is right but for one thing: what it names has no price, so nothing is decided. */
final class NoPrice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Result result;

    NoPrice(@Nullable AccountId account, Pricing.Unpriced none) {
        super(none.message(), null, false, false);
        ObjectNode body = Result.node();
        if (account != null) {
            body.put("account", account.value());
        }
        String message = none.subject() + ": " + none.message();
        result = new Result(
                Status.DECLINED, body.put("code", none.reason().name()).put("message", message));
    }

    /** The answer to the line. */
    Result result() {
        return result;
    }
}
