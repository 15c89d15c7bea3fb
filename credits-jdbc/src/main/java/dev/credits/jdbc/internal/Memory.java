package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process last knew of the accounts it worked on, those used last. It may be out of date, as other processes
 * write too: whoever decides on it proves, in the transaction that writes, that it still holds. An account that turned out
 * to be written by others as well is not recalled until it has been found unchanged a number of times. Thread-safe.
 */
final class Memory {
    private static final int MOST_DOUBT = 64;

    /** Lots, holds and limits an account has, on average, at most. */
    private static final int MOST_WEIGHT = 10;

    private final int most;
    private final Map<AccountId, Trace> traces = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /** One of so many accounts at most; of none, nothing is remembered. */
    Memory(int most) {
        this.most = most;
    }

    boolean isKept() {
        return most > 0;
    }

    /** The account as it was last known, unless it is in doubt. */
    synchronized @Nullable Known recall(AccountId account) {
        Trace trace = traces.get(account);
        return trace == null || trace.doubt > 0 ? null : trace.known;
    }

    /** The account as it was last known, in doubt or not. */
    synchronized @Nullable Known last(AccountId account) {
        Trace trace = traces.get(account);
        return trace == null ? null : trace.known;
    }

    /**
     * Remembers how an account stands.
     *
     * @param found how it was found when the unit of work began
     * @param now how the unit has left it
     */
    synchronized void remember(Known found, Known now) {
        Trace trace = traces.get(now.name());
        if (trace == null) {
            trace = new Trace(now);
            traces.put(now.name(), trace);
            weight += now.weight();
        } else {
            trace.doubt(!trace.known.isAsIn(found));
            if (trace.known.account.seq() <= now.account.seq()) {
                weight += now.weight() - trace.known.weight();
                trace.known = now;
            }
        }
        forgetEldest();
    }

    private void forgetEldest() {
        Iterator<Trace> eldest = traces.values().iterator();
        while (traces.size() > most || weight > (long) MOST_WEIGHT * most && traces.size() > 1) {
            weight -= eldest.next().known.weight();
            eldest.remove();
        }
    }

    private static final class Trace {
        private Known known;
        private int doubt;
        private int penalty;

        private Trace(Known known) {
            this.known = known;
        }

        /** Others write to it, too, or they did not this time. */
        private void doubt(boolean changed) {
            if (changed) {
                penalty = Math.min(MOST_DOUBT, 2 * penalty + 1);
                doubt = penalty;
            } else if (doubt > 0) {
                doubt--;
            } else {
                penalty /= 2;
            }
        }
    }
}
