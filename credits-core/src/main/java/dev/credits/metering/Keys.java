package dev.credits.metering;

import dev.credits.ledger.IdempotencyKey;

/**
 * The names of what is booked for a request, made of its id: {@code @end:ID}. A retry makes the same ones. They are the
 * library's, so no request id and no other key of the host's can be one of them, and since the id comes last no two
 * requests share one.
 */
enum Keys {
    /** The hold. */
    CALL("@call:"),
    /** The end of the hold. */
    END("@end:"),
    /** A capture, by what had been captured before it. */
    CAPTURE("@capture:"),
    /** More time, by the deadline before. */
    LATER("@later:"),
    /** More credits, by what had been held before. */
    MORE("@more:"),
    /** A second hold and its end, booked together, for work whose first hold had lapsed. */
    LATE("@late:"),
    LATE_END("@late-end:"),
    /** The same for usage that became known after a policy had decided without it. */
    AFTER("@after:"),
    AFTER_END("@after-end:");

    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix;
    }

    IdempotencyKey of(IdempotencyKey request) {
        return new IdempotencyKey(prefix + request);
    }

    IdempotencyKey of(IdempotencyKey request, Object position) {
        return new IdempotencyKey(prefix + position + ":" + request);
    }

    /** True if a hold was set aside for a request. */
    static boolean isCall(IdempotencyKey hold) {
        return hold.value().startsWith(CALL.prefix);
    }

    /** The request that a hold was set aside for. */
    static IdempotencyKey request(IdempotencyKey hold) {
        return IdempotencyKey.of(hold.value().substring(CALL.prefix.length()));
    }
}
