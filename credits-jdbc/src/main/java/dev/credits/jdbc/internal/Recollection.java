package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work was told from memory, and what must be proven of it in the transaction that writes: that the accounts
 * stand as they did and their limits count what they did, that the transactions it looked for are not there, that no hold is
 * due, that the clock is near the database's. Not thread-safe.
 */
final class Recollection {
    private final Memory memory;
    private final Map<AccountId, Known> accounts = new LinkedHashMap<>();
    private final List<Limited> limits = new ArrayList<>();
    private final Set<TransactionId> absent = new LinkedHashSet<>();
    private Instant now = Instant.MIN;
    private @Nullable ClockCheck clock;

    Recollection(Memory memory) {
        this.memory = memory;
    }

    /** What the plan asks for, or null if memory does not tell all of it. */
    @Nullable
    Loaded answer(LoadPlan plan) {
        boolean more = !plan.lots().isEmpty()
                || !plan.counts().isEmpty()
                || !plan.trees().isEmpty()
                || !plan.subjects().isEmpty()
                || !plan.lines().isEmpty();
        boolean ofNone = plan.accounts().isEmpty() && accounts.isEmpty();
        if (more || ofNone) {
            return null;
        }
        Map<AccountId, Known> found = new LinkedHashMap<>();
        for (AccountId name : plan.accounts()) {
            Known known = memory.recall(name);
            if (known == null || known.hasDue(plan.now())) {
                return null;
            }
            found.put(name, known);
        }
        List<Hold> holds = holds(plan.holds(), found.isEmpty() ? accounts : found);
        if (holds.size() < plan.holds().size()) {
            return null;
        }
        List<Limited> limited = new ArrayList<>();
        for (AccountId name : plan.limits()) {
            Known known = found.getOrDefault(name, accounts.get(name));
            if (known == null || known.limits() == null) {
                return null;
            }
            known.limits().forEach(limit -> limited.add(new Limited(known, limit)));
        }
        accounts.putAll(found);
        limits.addAll(limited);
        absent.addAll(plan.transactions());
        now = plan.now();
        clock = plan.clock();
        return answer(found, holds, limited);
    }

    private static Loaded answer(Map<AccountId, Known> found, List<Hold> holds, List<Limited> limited) {
        List<Account> accounts = new ArrayList<>(found.size());
        List<Lot> lots = new ArrayList<>(found.size());
        for (Known known : found.values()) {
            accounts.add(known.account);
            lots.addAll(known.lots());
        }
        List<Limit> limits = limited.stream().map(Limited::limit).toList();
        return new Loaded(accounts, lots, holds, List.of(), List.of(), limits, List.of(), List.of(), List.of());
    }

    /** Those that are known. */
    private static List<Hold> holds(Set<TransactionId> wanted, Map<AccountId, Known> of) {
        Map<TransactionId, Hold> open = new HashMap<>();
        if (!wanted.isEmpty()) {
            of.values().forEach(known -> open.putAll(known.holds()));
        }
        List<Hold> holds = new ArrayList<>(wanted.size());
        for (TransactionId id : wanted) {
            Hold hold = open.get(id);
            if (hold != null) {
                holds.add(hold);
            }
        }
        return holds;
    }

    boolean isEmpty() {
        return accounts.isEmpty();
    }

    /** One of the accounts it was told of, or null. */
    @Nullable
    Known account(AccountId name) {
        return accounts.get(name);
    }

    /** The accounts it was told of. */
    Collection<Known> accounts() {
        return accounts.values();
    }

    /** The same in the database's order of their names. */
    List<Known> inOrder() {
        return accounts.values().stream()
                .sorted(Comparator.comparing(
                        known -> known.name().value().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    /** The limits it was told of. */
    List<Limited> limits() {
        return limits;
    }

    List<TransactionId> absent() {
        return List.copyOf(absent);
    }

    Instant now() {
        return now;
    }

    /** The clock it is to be written by, if that is to agree with the database's. */
    @Nullable
    ClockCheck clock() {
        return clock;
    }

    /** A limit, and whose it is. */
    record Limited(Known account, Limit limit) {}
}
