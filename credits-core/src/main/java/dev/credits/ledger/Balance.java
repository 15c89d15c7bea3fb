package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;

/** What an account has and how it came to it, at the moment of reading. */
public record Balance(AccountId account, CreditUnit unit, AccountStatus status, Totals totals) {
    /** What can be spent now. */
    public Amount available() {
        return amount(totals.available());
    }

    /** What open holds have set aside. */
    public Amount held() {
        return amount(totals.held());
    }

    public Amount earned() {
        return amount(totals.earned());
    }

    public Amount spent() {
        return amount(totals.spent());
    }

    public Amount expired() {
        return amount(totals.expired());
    }

    public Amount in() {
        return amount(totals.in());
    }

    public Amount out() {
        return amount(totals.out());
    }

    public Amount adjusted() {
        return amount(totals.adjusted());
    }

    private Amount amount(long minor) {
        return Amount.ofMinor(minor, unit);
    }
}
