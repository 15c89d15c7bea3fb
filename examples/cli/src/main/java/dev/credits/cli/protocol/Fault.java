package dev.credits.cli.protocol;

import org.jspecify.annotations.Nullable;

/** Ends a run: the line at which the storage failed, and how. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final @Nullable Op op;
    private final RuntimeException failure;

    Fault(long line, @Nullable Op op, RuntimeException failure) {
        super(failure);
        this.line = line;
        this.op = op;
        this.failure = failure;
    }

    long line() {
        return line;
    }

    @Nullable
    Op op() {
        return op;
    }

    RuntimeException failure() {
        return failure;
    }
}
