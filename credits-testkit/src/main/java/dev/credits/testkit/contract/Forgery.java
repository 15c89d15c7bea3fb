package dev.credits.testkit.contract;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Totals;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import dev.credits.spi.Reversal;
import dev.credits.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Rows and change sets that the ledger would never write. */
final class Forgery {
    private Forgery() {}

    /** What the ledger would write for a command, which is not written. */
    static ChangeSet decided(Scenario given, Command command) {
        List<ChangeSet> decided = new ArrayList<>();
        Storage storage = given.storage();
        Storage capturing = new Storage() {
            @Override
            public void transact(UnitOfWork work) {
                storage.transact(loader -> {
                    decided.add(work.run(loader));
                    return ChangeSet.NOTHING;
                });
            }

            @Override
            public <T> T read(Function<Reader, T> question) {
                return storage.read(question);
            }
        };
        if (!given.ledgerOn(capturing).execute(command).isBooked()) {
            throw new AssertionError("nothing would be written for " + command);
        }
        return decided.get(decided.size() - 1);
    }

    /** Writes a change set as it is, in a unit of work that has loaded the accounts it changes. */
    static void write(Scenario given, ChangeSet changes) {
        Set<AccountId> accounts = changes.accounts().stream().map(Account::id).collect(Collectors.toSet());
        given.storage().transact(loader -> {
            loader.load(LoadPlan.of(accounts, given.now()));
            return changes;
        });
    }

    static Entry entry(Entry was, long availableChange, long available, Memo memo, Instant at) {
        return new Entry(
                was.account(),
                was.unit(),
                was.seq(),
                was.transaction(),
                was.leg(),
                was.kind(),
                availableChange,
                was.heldChange(),
                available,
                was.held(),
                was.moves(),
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                memo,
                at,
                was.due(),
                was.route(),
                was.amendment(),
                was.fingerprint(),
                was.hash());
    }

    /** The same account standing otherwise. */
    static Account account(Account was, Totals totals, long floor, Hash hash) {
        return new Account(
                was.id(),
                was.unit(),
                was.parent(),
                was.funding(),
                was.status(),
                was.stops(),
                was.plan(),
                floor,
                totals,
                was.debt(),
                was.lots(),
                was.limits(),
                was.seq(),
                was.at(),
                hash);
    }

    /** The same hold with other figures. */
    static Hold hold(Hold was, long reserved, long captured, long released) {
        return new Hold(
                was.id(),
                was.account(),
                was.funder(),
                was.path(),
                was.key(),
                was.unit(),
                reserved,
                captured,
                released,
                was.parts(),
                was.opened(),
                was.counted(),
                was.deadline(),
                was.state(),
                was.endedBy(),
                was.feature());
    }

    /** The hold with another deadline. */
    static Hold until(Hold was, Instant deadline) {
        return new Hold(
                was.id(),
                was.account(),
                was.funder(),
                was.path(),
                was.key(),
                was.unit(),
                was.reserved(),
                was.captured(),
                was.released(),
                was.parts(),
                was.opened(),
                was.counted(),
                deadline,
                was.state(),
                was.endedBy(),
                was.feature());
    }

    /** The lot with an expiry of its own making. */
    static Lot longer(Lot lot) {
        return new Lot(
                lot.account(),
                lot.number(),
                lot.source(),
                lot.priority(),
                lot.starts(),
                lot.arrived().plusSeconds(1),
                lot.cost(),
                lot.arrived(),
                lot.amount(),
                lot.remaining(),
                lot.held(),
                lot.started());
    }

    static ChangeSet accounts(ChangeSet was, UnaryOperator<Account> change) {
        return new ChangeSet(
                was.opened(),
                was.accounts().stream().map(change).toList(),
                was.newLots(),
                was.lots(),
                was.newHolds(),
                was.holds(),
                was.entries(),
                was.newReversals(),
                was.reversals(),
                was.newLimits(),
                was.limits(),
                was.usage(),
                was.rates());
    }

    static ChangeSet lots(ChangeSet was, UnaryOperator<Lot> change) {
        return new ChangeSet(
                was.opened(),
                was.accounts(),
                was.newLots(),
                was.lots().stream().map(change).toList(),
                was.newHolds(),
                was.holds(),
                was.entries(),
                was.newReversals(),
                was.reversals(),
                was.newLimits(),
                was.limits(),
                was.usage(),
                was.rates());
    }

    static ChangeSet holds(ChangeSet was, UnaryOperator<Hold> change) {
        return new ChangeSet(
                was.opened(),
                was.accounts(),
                was.newLots(),
                was.lots(),
                was.newHolds().stream().map(change).toList(),
                was.holds().stream().map(change).toList(),
                was.entries(),
                was.newReversals(),
                was.reversals(),
                was.newLimits(),
                was.limits(),
                was.usage(),
                was.rates());
    }

    static ChangeSet reversals(ChangeSet was, UnaryOperator<Reversal> change) {
        return new ChangeSet(
                was.opened(),
                was.accounts(),
                was.newLots(),
                was.lots(),
                was.newHolds(),
                was.holds(),
                was.entries(),
                was.newReversals().stream().map(change).toList(),
                was.reversals().stream().map(change).toList(),
                was.newLimits(),
                was.limits(),
                was.usage(),
                was.rates());
    }

    /** Only what concerns this account. */
    static ChangeSet only(ChangeSet was, String account) {
        return new ChangeSet(
                was.opened(),
                was.accounts().stream()
                        .filter(row -> row.id().value().equals(account))
                        .toList(),
                was.newLots().stream()
                        .filter(row -> row.account().value().equals(account))
                        .toList(),
                was.lots().stream()
                        .filter(row -> row.account().value().equals(account))
                        .toList(),
                was.newHolds(),
                was.holds(),
                was.entries().stream()
                        .filter(row -> row.account().value().equals(account))
                        .toList(),
                was.newReversals(),
                was.reversals(),
                was.newLimits(),
                was.limits(),
                was.usage(),
                was.rates());
    }
}
