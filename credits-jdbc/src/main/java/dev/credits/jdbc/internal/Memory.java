package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import java.util.Collection;
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

    private final int most;
    private final Map<AccountId, Trace> traces = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Trace> eldest) {
            return size() > most;
        }
    };

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
        if (!now.standsAlone()) {
            traces.remove(now.name());
            return;
        }
        Trace trace = traces.computeIfAbsent(now.name(), any -> new Trace(now));
        boolean unchanged = trace.known.isAsIn(found);
        if (trace.doubt > 0) {
            trace.doubt = unchanged ? trace.doubt - 1 : trace.penalty;
        } else if (unchanged) {
            trace.penalty /= 2;
        }
        if (trace.known.account.seq() <= now.account.seq()) {
            trace.known = now;
        }
    }

    /** What was recalled of these accounts was out of date. */
    synchronized void doubt(Collection<Known> recalled) {
        for (Known known : recalled) {
            Trace trace = traces.get(known.name());
            if (trace != null) {
                trace.penalty = Math.min(MOST_DOUBT, 2 * trace.penalty + 1);
                trace.doubt = trace.penalty;
            }
        }
    }

    private static final class Trace {
        private Known known;
        private int doubt;
        private int penalty;

        private Trace(Known known) {
            this.known = known;
        }
    }
}
