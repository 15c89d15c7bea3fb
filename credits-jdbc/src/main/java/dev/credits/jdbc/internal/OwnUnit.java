package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loader;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a unit of work in a transaction of our own. As long as memory tells all that is asked for there is nothing to
 * load, and the transaction begins when there is something to write: one round trip instead of two. Otherwise it begins at
 * once. Not thread-safe.
 */
final class OwnUnit implements Loader, AutoCloseable {
    private final Database database;
    private final Tables tables;
    private final Memory memory;
    private final Recollection recollection;
    private final Map<AccountId, Known> found = new LinkedHashMap<>();
    private boolean recalling;
    private @Nullable OwnTransaction transaction;
    private @Nullable Unit unit;

    /** {@code recalling} is false if memory has been out of date for this work. */
    OwnUnit(Database database, Tables tables, Memory memory, boolean recalling) {
        this.database = database;
        this.tables = tables;
        this.memory = memory;
        this.recollection = new Recollection(memory);
        this.recalling = recalling && memory.isKept();
    }

    @Override
    public Loaded load(LoadPlan plan) {
        Loaded recalled = recalling ? recollection.answer(plan) : null;
        if (recalled != null) {
            return recalled;
        }
        Loaded loaded = unit().load(plan);
        if (memory.isKept()) {
            find(loaded);
        }
        return loaded;
    }

    /** Writes and commits, or proves that there is nothing to write. */
    void finish(ChangeSet changes) throws SQLException {
        Unit begun = unit();
        OwnTransaction own = Objects.requireNonNull(transaction);
        if (changes.isEmpty()) {
            begun.prove();
            own.rollback();
        } else {
            begun.append(changes);
            own.commit();
        }
        if (memory.isKept()) {
            remember(begun, changes);
        }
    }

    /** What it was told from memory did not hold. */
    void doubt(SqlFault fault) {
        if (Proof.accountsChanged(fault)) {
            memory.doubt(recollection.accounts());
        }
    }

    private Unit unit() {
        Unit begun = unit;
        if (begun == null) {
            recalling = false;
            transaction = OwnTransaction.begin(database.source(), database.dialect(), Access.OWN);
            begun = database.dialect().unit(transaction.connection(), tables, Access.OWN);
            if (!recollection.isEmpty()) {
                begun.provesFirst(recollection);
            }
            unit = begun;
        }
        return begun;
    }

    private void find(Loaded loaded) {
        Unit begun = unit();
        for (Account account : loaded.accounts()) {
            found.computeIfAbsent(account.id(), name -> known(begun, account));
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
    }

    private Known known(Unit begun, Account account) {
        Known known = new Known(begun.id(account.id()), account);
        Known before = memory.last(account.id());
        if (before != null && before.isAsIn(known)) {
            known.putHoldsOf(before);
        }
        return known;
    }

    private void remember(Unit begun, ChangeSet changes) {
        Map<AccountId, Known> now = new LinkedHashMap<>();
        recollection.accounts().forEach(known -> found.put(known.name(), known));
        found.forEach((name, known) -> now.put(name, changes.isEmpty() ? known : known.copy()));
        for (Account account : changes.opened()) {
            now.put(account.id(), new Known(begun.id(account.id()), account));
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
        now.forEach((name, known) -> {
            known.forgetOldHolds();
            memory.remember(found.getOrDefault(name, known), known);
        });
    }

    @Override
    public void close() {
        if (transaction != null) {
            transaction.close();
        }
    }
}
