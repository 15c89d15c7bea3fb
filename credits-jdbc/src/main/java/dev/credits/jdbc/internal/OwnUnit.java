package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loader;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a unit of work in a transaction of our own. As long as memory tells all that is asked for there is nothing to
 * load: one round trip instead of two. The connection is there before anything is decided, as waiting for it takes time,
 * and what is due depends on that. Not thread-safe.
 */
final class OwnUnit implements Loader, AutoCloseable {
    private final Memory memory;
    private final OwnTransaction transaction;
    private final Unit unit;
    private final Recollection recollection;
    private final Map<AccountId, Known> found = new LinkedHashMap<>();
    private final Set<AccountId> asked = new LinkedHashSet<>();
    private boolean recalling;

    /** {@code recalling} is false if memory has been out of date for this work. */
    OwnUnit(Database database, Tables tables, Memory memory, boolean recalling, Patience patience, long leftNanos) {
        this.memory = memory;
        this.transaction = OwnTransaction.begin(
                database.source(), database.dialect(), Access.OWN, patience.answerMillis(Access.OWN, leftNanos));
        this.unit = database.dialect().unit(transaction.connection(), tables, Access.OWN, patience);
        this.recollection = new Recollection(memory);
        this.recalling = recalling && memory.isKept();
    }

    @Override
    public Loaded load(LoadPlan plan) {
        asked.addAll(plan.accounts());
        Loaded recalled = recalling ? recollection.answer(plan) : null;
        if (recalled != null) {
            return recalled;
        }
        stopRecalling();
        Loaded loaded = unit.load(plan);
        if (memory.isKept()) {
            find(plan, loaded);
        }
        return loaded;
    }

    /** Writes and commits, or proves that there is nothing to write. */
    void finish(ChangeSet changes) throws SQLException {
        stopRecalling();
        if (changes.isEmpty()) {
            unit.prove();
            transaction.rollback();
        } else {
            unit.append(changes);
            transaction.commit();
        }
        if (memory.isKept()) {
            remember(changes);
        }
    }

    /** The accounts that this unit locked, or would have. */
    Set<AccountId> asked() {
        return asked;
    }

    /** True if something was decided on memory, proven or not. */
    boolean recalled() {
        return !recollection.isEmpty();
    }

    private void stopRecalling() {
        if (recalling && !recollection.isEmpty()) {
            unit.provesFirst(recollection);
        }
        recalling = false;
    }

    private void find(LoadPlan plan, Loaded loaded) {
        for (Account account : loaded.accounts()) {
            found.computeIfAbsent(account.id(), name -> known(account));
        }
        for (Lot lot : loaded.lots()) {
            Known known = found.get(lot.account());
            if (known != null) {
                known.put(lot);
            }
        }
        for (Hold hold : loaded.holds()) {
            Known known = found.get(hold.funder());
            if (known != null) {
                known.put(hold);
            }
        }
        for (AccountId limited : plan.limits()) {
            Known known = foundOrRecalled(limited);
            if (known != null) {
                known.limitsAre(loaded.limits().stream()
                        .filter(limit -> limit.account().equals(limited))
                        .toList());
            }
        }
    }

    private @Nullable Known foundOrRecalled(AccountId account) {
        return found.computeIfAbsent(account, name -> {
            Known recalled = recollection.account(name);
            return recalled == null ? null : recalled.copy();
        });
    }

    private Known known(Account account) {
        Known known = new Known(unit.id(account.id()), account);
        Known before = memory.last(account.id());
        if (before != null && before.isAsIn(known)) {
            known.putRestOf(before);
        }
        return known;
    }

    private void remember(ChangeSet changes) {
        Map<AccountId, Known> now = new LinkedHashMap<>();
        recollection.accounts().forEach(known -> found.putIfAbsent(known.name(), known));
        found.forEach((name, known) -> now.put(name, changes.isEmpty() ? known : known.copy()));
        for (Account account : changes.opened()) {
            Known known = new Known(unit.id(account.id()), account);
            known.limitsAre(List.of());
            now.put(account.id(), known);
        }
        changes.accounts()
                .forEach(account -> now.computeIfPresent(account.id(), (name, known) -> {
                    known.account = account;
                    return known;
                }));
        for (List<Lot> lots : List.of(changes.newLots(), changes.lots())) {
            lots.forEach(lot -> now.computeIfPresent(lot.account(), (name, known) -> {
                known.put(lot);
                return known;
            }));
        }
        for (List<Hold> holds : List.of(changes.newHolds(), changes.holds())) {
            holds.forEach(hold -> now.computeIfPresent(hold.funder(), (name, known) -> {
                known.put(hold);
                return known;
            }));
        }
        for (List<Limit> limits : List.of(changes.newLimits(), changes.limits())) {
            limits.forEach(limit -> now.computeIfPresent(limit.account(), (name, known) -> {
                known.put(limit);
                return known;
            }));
        }
        now.forEach((name, known) -> {
            known.forgetOldHolds();
            memory.remember(found.getOrDefault(name, known), known);
        });
    }

    @Override
    public void close() {
        transaction.close();
    }
}
