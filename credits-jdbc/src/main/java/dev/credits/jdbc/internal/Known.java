package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account as it stood after a unit of work: all its open lots, and those of its open holds that were seen. Every change
 * to these is an entry of the account's chain, so as long as the chain's head is the same, this is how it stands.
 * Filled by one thread, and not changed once it is remembered.
 */
final class Known {
    /** Holds that were opened first are forgotten first: they are loaded again if they are asked for. */
    private static final int MOST_HOLDS = 1_024;

    final long id;
    Account account;
    private final Map<Integer, Lot> lots = new LinkedHashMap<>();
    private final Map<TransactionId, Hold> holds = new LinkedHashMap<>();

    Known(long id, Account account) {
        this.id = id;
        this.account = account;
    }

    /** The same, to be changed. */
    Known copy() {
        Known copy = new Known(id, account);
        copy.lots.putAll(lots);
        copy.holds.putAll(holds);
        return copy;
    }

    AccountId name() {
        return account.id();
    }

    /** True if everything that bears on it is its own: no limits count it, and it spends nobody else's credits. */
    boolean standsAlone() {
        return account.funding() == Funding.OWN && account.limits() == 0;
    }

    boolean isAsIn(Known other) {
        return account.hash().equals(other.account.hash());
    }

    void put(Lot lot) {
        if (lot.isOpen()) {
            lots.put(lot.number(), lot);
        } else {
            lots.remove(lot.number());
        }
    }

    void put(Hold hold) {
        if (hold.isOpen()) {
            holds.put(hold.id(), hold);
        } else {
            holds.remove(hold.id());
        }
    }

    /** Takes over the open holds that were seen before, of the same account in the same state. */
    void putHoldsOf(Known before) {
        before.holds.forEach(holds::putIfAbsent);
    }

    int weight() {
        return lots.size() + holds.size();
    }

    void forgetOldHolds() {
        var oldest = holds.keySet().iterator();
        for (int over = holds.size() - MOST_HOLDS; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }

    List<Lot> lots() {
        return new ArrayList<>(lots.values());
    }

    /** True if the deadline of a hold that was seen has come. */
    boolean hasDue(Instant now) {
        for (Hold hold : holds.values()) {
            if (!hold.deadline().isAfter(now)) {
                return true;
            }
        }
        return false;
    }

    /** Those of its open holds that were seen. */
    Map<TransactionId, Hold> holds() {
        return holds;
    }
}
