package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which lane a job queues in: that of the account whose credits it is believed to spend, so that a pool's members share
 * commits. An account changes lanes only when nothing of it is left in the one before, so its jobs keep their order.
 * Thread-safe.
 */
final class Routing {
    private static final int MOST = 200_000;

    private final List<Lane> lanes;
    private final PathHints hints;
    private final ConcurrentMap<AccountId, Way> ways = new ConcurrentHashMap<>();

    Routing(List<Lane> lanes, PathHints hints) {
        this.lanes = lanes;
        this.hints = hints;
    }

    /** The lane for a job of this account now. */
    Lane lane(AccountId account) {
        AccountId funder = hints.funder(account);
        Way way = ways.isEmpty() ? null : ways.get(account);
        if (way == null && funder.equals(account)) {
            return home(account);
        }
        return (way == null ? begin(account) : way).to(home(funder));
    }

    /** Notes that a job has been queued which nobody waits for. */
    void queued(AccountId account, Lane lane, long number) {
        Way way = ways.isEmpty() ? null : ways.get(account);
        if (way != null) {
            way.queued(lane, number);
        }
    }

    private Way begin(AccountId account) {
        if (ways.size() >= MOST) {
            ways.clear();
        }
        return ways.computeIfAbsent(account, id -> new Way(home(id)));
    }

    private Lane home(AccountId account) {
        int hash = account.hashCode() * 0x9E3779B9;
        return lanes.get(Integer.remainderUnsigned(hash >>> 8, lanes.size()));
    }

    /** The lane an account's jobs are in, and the last of them that may still be queued there. */
    private static final class Way {
        private Lane current;
        private long last;

        Way(Lane home) {
            current = home;
            last = home.queued();
        }

        synchronized Lane to(Lane wanted) {
            if (wanted != current && current.done() >= last) {
                current = wanted;
                last = 0;
            }
            return current;
        }

        synchronized void queued(Lane lane, long number) {
            if (lane == current) {
                last = Math.max(last, number);
            }
        }
    }
}
