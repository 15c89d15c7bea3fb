package dev.credits.testkit;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Lot;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/** Assertions about one account of a ledger, as it stands now. Figures are decimals in the account's unit. */
public final class AccountAssert extends AbstractAssert<AccountAssert, AccountId> {
    private final Ledger ledger;

    AccountAssert(Ledger ledger, AccountId account) {
        super(account, AccountAssert.class);
        this.ledger = ledger;
    }

    /** Another account of the same ledger. */
    public AccountAssert account(String name) {
        return new LedgerAssert(ledger).account(name);
    }

    public AccountAssert hasAvailable(String expected) {
        return has("available", expected, Balance::available);
    }

    public AccountAssert hasHeld(String expected) {
        return has("held", expected, Balance::held);
    }

    public AccountAssert hasEarned(String expected) {
        return has("earned", expected, Balance::earned);
    }

    public AccountAssert hasSpent(String expected) {
        return has("spent", expected, Balance::spent);
    }

    public AccountAssert hasExpired(String expected) {
        return has("expired", expected, Balance::expired);
    }

    public AccountAssert hasIn(String expected) {
        return has("in", expected, Balance::in);
    }

    public AccountAssert hasOut(String expected) {
        return has("out", expected, Balance::out);
    }

    public AccountAssert hasAdjusted(String expected) {
        return has("adjusted", expected, Balance::adjusted);
    }

    /** The overdraft in use. */
    public AccountAssert hasDebt(String expected) {
        Account account = account();
        return same("debt", account.amount(account.debt()), expected);
    }

    public AccountAssert hasStatus(AccountStatus expected) {
        if (balance().status() != expected) {
            failWithMessage(
                    "Status of %s is %s instead of %s", actual, balance().status(), expected);
        }
        return this;
    }

    /** What remains in each lot that has anything left, in burn order. */
    public AccountAssert hasLots(String... remaining) {
        Account account = account();
        List<String> expected = new ArrayList<>();
        for (String text : remaining) {
            expected.add(Amount.of(text, account.unit()).toPlainString());
        }
        List<String> found = ledger.lots(actual).stream()
                .map(Lot::remaining)
                .map(minor -> account.amount(minor).toPlainString())
                .toList();
        if (!found.equals(expected)) {
            failWithMessage("Lots of %s have %s left instead of %s", actual, found, expected);
        }
        return this;
    }

    /** How the hold stands that the command with this key reserved. */
    public AccountAssert hasHold(String key, Hold.State expected) {
        Hold hold = ledger.hold(actual, IdempotencyKey.of(key)).orElse(null);
        if (hold == null || hold.state() != expected) {
            failWithMessage(
                    "Hold %s of %s is %s instead of %s", key, actual, hold == null ? null : hold.state(), expected);
        }
        return this;
    }

    /** The kinds of all its entries, from its first. */
    public AccountAssert hasEntries(EntryKind... expected) {
        List<EntryKind> found = entries().stream().map(Entry::kind).toList();
        if (!found.equals(List.of(expected))) {
            failWithMessage("Entries of %s are %s instead of %s", actual, found, List.of(expected));
        }
        return this;
    }

    private List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            var page = ledger.statement(EntryFilter.of(actual).after(next.getAsLong()));
            all.addAll(page.entries());
            next = page.next();
        }
        return all;
    }

    private AccountAssert has(String name, String expected, Function<Balance, Amount> figure) {
        return same(name, figure.apply(balance()), expected);
    }

    private AccountAssert same(String name, Amount found, String expected) {
        if (!found.equals(Amount.of(name, expected, found.unit()))) {
            failWithMessage("%s of %s is %s instead of %s", name, actual, found.toPlainString(), expected);
        }
        return this;
    }

    private Account account() {
        return ledger.account(actual).orElseThrow(() -> new AssertionError("There is no account " + actual));
    }

    private Balance balance() {
        return ledger.balance(actual).orElseThrow(() -> new AssertionError("There is no account " + actual));
    }
}
