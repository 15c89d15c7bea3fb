package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Repair;
import dev.credits.ledger.Repair.ByHand;
import dev.credits.ledger.Repair.Change;
import dev.credits.ledger.Repair.Restore;
import dev.credits.ledger.Repair.Row;
import dev.credits.ledger.Repair.Send;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Totals;
import dev.credits.ledger.Verification.Violation;
import dev.credits.money.Amount;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import dev.credits.spi.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What would set one account right. Where the entries are whole, they are what happened, and rows that differ are to be
 * restored from them; where a tail is known to be missing, an adjustment makes good what was in it; a chain that is broken
 * in the middle says nothing that could be trusted, and is left to people.
 */
final class Repairs {
    private final Reader reader;
    private final Account account;
    private final AccountFold fold;
    private final Rebuilt rebuilt = new Rebuilt();
    private final List<Repair> repairs = new ArrayList<>();

    private Repairs(Reader reader, Account account) {
        this.reader = reader;
        this.account = account;
        this.fold = new AccountFold(account);
    }

    static List<Repair> of(Reader reader, AccountId id, @Nullable ChainHead known) {
        List<Account> found;
        try {
            found = reader.load(LoadPlan.of(Set.of(id), Instant.EPOCH)).accounts();
        } catch (UnreadableException row) {
            return List.of(new ByHand(id, row.getMessage() + ": put it back from a backup"));
        }
        if (found.isEmpty()) {
            return known == null ? List.of() : reopened(known);
        }
        Repairs repairs = new Repairs(reader, found.get(0));
        try {
            repairs.propose(known);
        } catch (UnreadableException unreadable) {
            repairs.byHand(unreadable.getMessage() + ": put it back from a backup");
        }
        return List.copyOf(repairs.repairs);
    }

    private void propose(@Nullable ChainHead known) {
        reader.eachEntry(List.of(account.id()), this::heard);
        List<Violation> inEntries = List.copyOf(fold.findings().violations());
        ChainHead head = fold.head();
        if (!inEntries.isEmpty()) {
            broken(inEntries.get(0));
        } else if (head == null || head.seq() != account.seq() || !head.hash().equals(account.hash())) {
            byHand(
                    "the last entry is not the one that the account's row has: an entry is missing or was put there, and nothing"
                            + " tells which. Put it back from a backup");
        } else if (rebuilt.isTooLarge()) {
            byHand("it has more than " + Rebuilt.MOST + " lots and holds: restore its rows from a backup");
        } else {
            rows();
            tail(known);
        }
    }

    private void heard(Entry entry) {
        fold.entry(entry);
        rebuilt.entry(entry);
    }

    private void broken(Violation first) {
        long drift = account.totals().available() - fold.totals().available();
        byHand("the chain is broken at entry " + first.seq() + " (" + first.message()
                + "), and no entry that is added can mend it: put the entries back from a backup, or close the account and open"
                + " another"
                + (drift == 0
                        ? ""
                        : "; available is " + amount(drift)
                                + " more than its entries make, which `adjust` can take back"));
    }

    private void rows() {
        Totals totals = fold.totals();
        Totals row = account.totals();
        List<Change> changes = new ArrayList<>();
        Rebuilt.add(changes, "available", row.available(), totals.available());
        Rebuilt.add(changes, "held", row.held(), totals.held());
        Rebuilt.add(changes, "earned", row.earned(), totals.earned());
        Rebuilt.add(changes, "spent", row.spent(), totals.spent());
        Rebuilt.add(changes, "expired", row.expired(), totals.expired());
        Rebuilt.add(changes, "in", row.in(), totals.in());
        Rebuilt.add(changes, "out", row.out(), totals.out());
        Rebuilt.add(changes, "adjusted", row.adjusted(), totals.adjusted());
        Rebuilt.add(changes, "debt", account.debt(), rebuilt.debt());
        Rebuilt.add(changes, "lots", account.lots(), rebuilt.highestLot());
        restore(Row.ACCOUNT, "", "the balance", changes);
        List<AccountId> id = List.of(account.id());
        reader.eachLot(id, lot -> restore(Row.LOT, "" + lot.number(), "lot " + lot.number(), rebuilt.changes(lot)));
        reader.eachHold(
                id, hold -> restore(Row.HOLD, hold.id().toString(), "hold " + hold.key(), rebuilt.changes(hold)));
        rebuilt.lotsWithoutRow().forEach(lot -> byHand("lot " + lot + " has no row: put it back from a backup"));
        rebuilt.holdsWithoutRow().forEach(key -> byHand("hold " + key + " has no row: put it back from a backup"));
        if (!repairs.isEmpty() && account.funding() != Funding.METERED) {
            record();
        }
    }

    private void restore(Row row, String id, String what, @Nullable List<Change> changes) {
        if (changes == null) {
            byHand(what + " was made by no entry: delete its row");
        } else if (!changes.isEmpty()) {
            repairs.add(new Restore(account.id(), what + " is not what the entries make", row, id, changes));
        }
    }

    /** The account's own history says what was done: a floor that stays as it is, with an actor and a reason. */
    private void record() {
        String done = repairs.stream().map(Repair::why).collect(Collectors.joining("; "));
        Memo memo = memo("restored:" + account.seq()).because(cut("restored after verification: " + done));
        repairs.add(new Send(
                account.id(),
                "puts on record, without changing anything, that the rows were restored, by whom and why",
                new SetFloor(account.id(), account.amount(account.floor()), memo)));
    }

    private void tail(@Nullable ChainHead known) {
        if (known == null || known.seq() <= account.seq()) {
            return;
        }
        Amount now = account.amount(fold.totals().available() + fold.totals().held());
        Amount missing = known.total().minus(now);
        if (!missing.isZero()) {
            repairs.add(new Send(
                    account.id(),
                    "entries " + (account.seq() + 1) + " to " + known.seq() + " are missing, with which it had "
                            + known.total().toPlainString() + "; this makes the difference good",
                    new Adjust(account.id(), missing, missing(account.seq() + 1, known.seq()))));
        }
    }

    private static List<Repair> reopened(ChainHead known) {
        AccountId id = known.account();
        List<Repair> repairs = new ArrayList<>();
        repairs.add(new Send(
                id,
                "the account is missing, of which " + known.seq() + " entries are known; it had "
                        + known.total().toPlainString()
                        + ", and perhaps a parent, a floor and limits, which are not known",
                Open.of(id, known.total().unit(), memo("reopened").because("missing at verification"))));
        if (!known.total().isZero()) {
            repairs.add(new Send(id, "makes good what it had", new Adjust(id, known.total(), missing(1, known.seq()))));
        }
        return repairs;
    }

    private static Memo missing(long from, long to) {
        return memo("missing:" + from + "-" + to)
                .because("verification against a checkpoint: entries " + from + " to " + to + " are missing");
    }

    private static Memo memo(String what) {
        return Memo.key("repair:" + what).by("verify");
    }

    private void byHand(String why) {
        repairs.add(new ByHand(account.id(), why));
    }

    private String amount(long minor) {
        return account.amount(minor).toPlainString();
    }

    private static String cut(String reason) {
        return reason.length() <= 500 ? reason : reason.substring(0, 500);
    }
}
