package dev.credits.budget;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Balance;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Reading;
import dev.credits.ledger.Statement;
import dev.credits.ledger.Usage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one account may see: itself and the accounts below it. Of all others every answer is empty, as if they did not
 * exist, so a pool's members never see each other's figures nor the pool's, and its owner sees them all. Thread-safe.
 */
public final class View {
    private final Budgets budgets;
    private final Ledger ledger;
    private final AccountId subject;

    View(Budgets budgets, Ledger ledger, AccountId subject) {
        this.budgets = budgets;
        this.ledger = ledger;
        this.subject = subject;
    }

    public Optional<Account> account(AccountId account) {
        return seen(account, reading -> reading.account(account), Optional.empty());
    }

    public Optional<Balance> balance(AccountId account) {
        return seen(account, reading -> reading.balance(account), Optional.empty());
    }

    /** The limits in force on an account, as they count now. */
    public List<Limit> limits(AccountId account) {
        return seen(account, reading -> reading.limits(account), List.of());
    }

    /** What was spent through an account, by day and feature. */
    public List<Usage.Day> usage(AccountId account, LocalDate from, LocalDate to, ZoneId zone) {
        return seen(account, reading -> reading.usage(account, from, to, zone), List.of());
    }

    /** An account and all below it, at most so many accounts. */
    public Optional<Branch> tree(AccountId top, int most) {
        Budgets.requireShown(most);
        return seen(top, reading -> budgets.tree(reading, top, most), Optional.empty());
    }

    /**
     * A page of what an account spent, wherever the credits came from now: of a pool's member, its own entries in the
     * pool's ledger and nobody else's. The balances in those entries are the pool's; show them to its owner only.
     */
    public Optional<Statement> spending(AccountId account, long after, int limit) {
        return seen(
                account,
                reading -> {
                    EntryFilter filter = EntryFilter.of(funder(reading, account))
                            .spender(account)
                            .after(after)
                            .limit(limit);
                    return Optional.of(reading.statement(filter));
                },
                Optional.empty());
    }

    private static AccountId funder(Reading reading, AccountId account) {
        Optional<Account> at = reading.account(account);
        while (at.isPresent() && at.get().funding() == Funding.PARENT) {
            at = reading.account(Objects.requireNonNull(at.get().parent()));
        }
        return at.map(Account::id).orElse(account);
    }

    /** The answer, if the subject may see the account at the moment of which it is. */
    private <T> T seen(AccountId account, Function<Reading, T> question, T otherwise) {
        return ledger.snapshot(
                reading -> Budgets.isWithin(reading, account, subject) ? question.apply(reading) : otherwise);
    }
}
