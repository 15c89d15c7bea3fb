package dev.credits.gateway;

import dev.credits.ledger.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Counts the requests that are served: those of each user, and those that are worked on. Nobody waits for one. Thread-safe. */
final class Seats {
    private final int each;
    private final Semaphore working;
    private final Map<AccountId, Integer> taken = new ConcurrentHashMap<>();

    Seats(Limits limits) {
        this.each = limits.each();
        this.working = new Semaphore(limits.working());
    }

    /** Takes one of the user's own; false if all are taken. */
    boolean enter(AccountId user) {
        boolean[] entered = {false};
        taken.compute(user, (same, number) -> {
            int now = number == null ? 0 : number;
            entered[0] = now < each;
            return entered[0] ? now + 1 : number;
        });
        return entered[0];
    }

    void leave(AccountId user) {
        taken.computeIfPresent(user, (same, number) -> number == 1 ? null : number - 1);
    }

    /** Takes one of those that all share; false if all are taken. */
    boolean begin() {
        return working.tryAcquire();
    }

    void end() {
        working.release();
    }
}
