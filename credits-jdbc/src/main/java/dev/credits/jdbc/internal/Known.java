package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stood after a unit of work: all its open lots, those of its open holds that were seen, and its limits if
 * they were. Every change to these is an entry of the account's chain, so as long as the chain's head is the same, this is
 * how it stands; but for what its limits count, which others' chains change as well. Filled by one thread, and not changed
 * once it is remembered.
 */
final class Known {
    /** Holds that were opened first are forgotten first: they are loaded again if they are asked for. */
    private static final int MOST_HOLDS = 1_024;

    final long id;
    Account account;
    private final Map<Integer, Lot> lots = new LinkedHashMap<>();
    private final Map<TransactionId, Hold> holds = new LinkedHashMap<>();
    private @Nullable Map<Window, Limit> limits;

    Known(long id, Account account) {
        this.id = id;
        this.account = account;
    }

    /** The same, to be changed. */
    Known copy() {
        Known copy = new Known(id, account);
        copy.lots.putAll(lots);
        copy.holds.putAll(holds);
        copy.limits = limits == null ? null : new EnumMap<>(limits);
        return copy;
    }

    AccountId name() {
        return account.id();
    }

    /** True if, as far as both tell, it stands as in the other. */
    boolean isAsIn(Known other) {
        boolean countsTheSame = limits == null || other.limits == null || limits.equals(other.limits);
        return account.hash().equals(other.account.hash()) && countsTheSame;
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

    /** One of its limits as it is now; nothing is known by that of the others. */
    void put(Limit limit) {
        if (limits != null) {
            limits.put(limit.window(), limit);
        }
    }

    /** All its limits, in force or not. */
    void limitsAre(Collection<Limit> all) {
        limits = new EnumMap<>(Window.class);
        all.forEach(this::put);
    }

    /** Its limits, in force or not; null if they have not been seen. */
    @Nullable
    Collection<Limit> limits() {
        return limits == null ? null : limits.values();
    }

    /** Takes over what was seen of it before besides its lots, when it was in the same state. */
    void putRestOf(Known before) {
        before.holds.forEach(holds::putIfAbsent);
        limits = before.limits == null ? null : new EnumMap<>(before.limits);
    }

    int weight() {
        return lots.size() + holds.size() + (limits == null ? 0 : limits.size());
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
