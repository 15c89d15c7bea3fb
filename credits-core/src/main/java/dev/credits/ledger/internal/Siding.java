package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lanes for the jobs of accounts that somebody else has locked: they wait there, and hold up nobody who could go on. As long
 * as one of an account's jobs is there, all that come go there too, so that they keep their order. Thread-safe.
 */
final class Siding {
    private final List<Lane> lanes = new ArrayList<>();
    private final ConcurrentMap<AccountId, Integer> here = new ConcurrentHashMap<>();

    Siding(UnitRunner runner, Limits limits, Executor async, LongSupplier ticker) {
        for (int i = 0; i < limits.lanes(); i++) {
            lanes.add(new Lane(runner, limits, async, ticker, this, true));
        }
    }

    /** The lane in which the jobs of a ticket's account wait at present, or null if none does. */
    @Nullable
    Lane laneOf(Ticket ticket) {
        return here.isEmpty() || !here.containsKey(ticket.account()) ? null : lane(ticket);
    }

    /** Takes these in, in order; answers the lanes they are in now. */
    Collection<Lane> take(Collection<Ticket> tickets) {
        Set<Lane> into = new LinkedHashSet<>();
        for (Ticket ticket : tickets) {
            Lane lane = lane(ticket);
            lane.follow(ticket);
            into.add(lane);
        }
        return into;
    }

    void comes(Ticket ticket) {
        here.merge(ticket.account(), 1, Integer::sum);
    }

    void goes(Ticket ticket) {
        here.computeIfPresent(ticket.account(), (account, count) -> count == 1 ? null : count - 1);
    }

    private Lane lane(Ticket ticket) {
        return lanes.get(Math.floorMod(ticket.account().hashCode(), lanes.size()));
    }
}
