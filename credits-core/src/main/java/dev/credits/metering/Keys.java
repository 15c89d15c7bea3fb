package dev.credits.metering;

import dev.credits.ledger.IdempotencyKey;

/** The names of what is booked for a request, made of its own. A retry makes the same ones. */
enum Keys {
    /** The end of the hold. */
    END("/end"),
    /** A capture, by what had been captured before it. */
    CAPTURE("/capture@"),
    /** More time, by the deadline before. */
    LATER("/later@"),
    /** More credits, by what had been held before. */
    MORE("/more@"),
    /** A second hold, for work that outlived the first. */
    LATE("/late"),
    LATE_END("/late/end");

    private final String suffix;

    Keys(String suffix) {
        this.suffix = suffix;
    }

    IdempotencyKey of(IdempotencyKey request) {
        return IdempotencyKey.of(request.value() + suffix);
    }

    IdempotencyKey of(IdempotencyKey request, Object position) {
        return IdempotencyKey.of(request.value() + suffix + position);
    }
}
