package dev.credits.testkit.contract;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import dev.credits.spi.Reversal;
import dev.credits.spi.Storage;
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

    static ChangeSet accounts(ChangeSet was, UnaryOperator<Account> change) {
        return Altered.with(was, "accounts", each(was.accounts(), change));
    }

    static ChangeSet lots(ChangeSet was, UnaryOperator<Lot> change) {
        return Altered.with(was, "lots", each(was.lots(), change));
    }

    static ChangeSet holds(ChangeSet was, UnaryOperator<Hold> change) {
        ChangeSet ended = Altered.with(was, "holds", each(was.holds(), change));
        return Altered.with(ended, "newHolds", each(was.newHolds(), change));
    }

    static ChangeSet reversals(ChangeSet was, UnaryOperator<Reversal> change) {
        ChangeSet further = Altered.with(was, "reversals", each(was.reversals(), change));
        return Altered.with(further, "newReversals", each(was.newReversals(), change));
    }

    /** Only what concerns this account. */
    static ChangeSet only(ChangeSet was, String account) {
        AccountId id = AccountId.of(account);
        ChangeSet only = Altered.with(was, "accounts", of(id, was.accounts(), Account::id));
        only = Altered.with(only, "newLots", of(id, was.newLots(), Lot::account));
        only = Altered.with(only, "lots", of(id, was.lots(), Lot::account));
        return Altered.with(only, "entries", of(id, was.entries(), Entry::account));
    }

    private static <T> List<T> each(List<T> rows, UnaryOperator<T> change) {
        return rows.stream().map(change).toList();
    }

    private static <T> List<T> of(AccountId account, List<T> rows, Function<T, AccountId> whose) {
        return rows.stream().filter(row -> whose.apply(row).equals(account)).toList();
    }
}
