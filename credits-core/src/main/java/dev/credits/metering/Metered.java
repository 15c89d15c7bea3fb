package dev.credits.metering;

import org.jspecify.annotations.Nullable;

/** What became of metered work. */
public sealed interface Metered<T extends @Nullable Object> {
    /** It was done and settled. */
    record Done<T extends @Nullable Object>(T value, Bill bill) implements Metered<T> {}

    /** It was begun and failed; the bill says what was owed for it nevertheless. */
    record Failed<T extends @Nullable Object>(Throwable cause, Bill bill) implements Metered<T> {}

    /** It was not begun. */
    record NotRun<T extends @Nullable Object>(Stop why) implements Metered<T> {}

    /**
     * It ended, but the ledger could not be told so. The fault carries the command to send again; until that is booked the
     * credits stay held, up to the hold's deadline.
     *
     * @param value its result, or null if it failed
     * @param cause why it failed, or null
     */
    record Unsettled<T extends @Nullable Object>(
            @Nullable T value, @Nullable Throwable cause, UnsettledException fault) implements Metered<T> {}
}
