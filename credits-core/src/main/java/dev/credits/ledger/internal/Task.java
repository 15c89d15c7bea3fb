package dev.credits.ledger.internal;

import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.Settle;
import dev.credits.ledger.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * A command with what is derived from it, worked out once and on the caller's thread.
 *
 * @param id of its transaction
 * @param subject of the transaction it refers to: the hold it works on, or what it reverses; or null
 */
record Task(Command command, TransactionId id, @Nullable TransactionId subject, Fingerprint fingerprint) {
    static Task of(Command command) {
        IdempotencyKey key = hold(command);
        if (key == null && command instanceof Reverse reverse) {
            key = reverse.of();
        }
        TransactionId subject = key == null ? null : TransactionId.of(command.account(), key);
        return new Task(command, command.transaction(), subject, Fingerprint.of(command));
    }

    boolean isReversal() {
        return command instanceof Reverse;
    }

    /** True if it takes or gives back credits that may be those of an account above its own. */
    boolean spends() {
        return subject != null || command instanceof Reserve || command instanceof Charge;
    }

    private static @Nullable IdempotencyKey hold(Command command) {
        if (command instanceof Settle settle) {
            return settle.hold();
        }
        if (command instanceof Capture capture) {
            return capture.hold();
        }
        if (command instanceof Release release) {
            return release.hold();
        }
        return command instanceof Extend extend ? extend.hold() : null;
    }
}
