package dev.credits.budget;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Reading;
import dev.credits.money.InvalidInputException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads trees of accounts: whole, or as one of their accounts may see them. Thread-safe. */
public final class Budgets {
    private static final int MOST_SHOWN = 10_000;

    private final Ledger ledger;
    private final InstantSource clock;

    private Budgets(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Budgets kept in this ledger. */
    public static Budgets of(Ledger ledger, InstantSource clock) {
        return new Budgets(ledger, clock);
    }

    /** An account and all below it as of one moment, at most so many accounts (1 to 10,000); empty if there is no such account. */
    public Optional<Branch> tree(AccountId top, int most) {
        requireShown(most);
        return ledger.snapshot(reading -> tree(reading, top, most));
    }

    /** What {@code subject} may see: itself and what stands below it, and nothing beside or above. */
    public View as(AccountId subject) {
        return new View(this, ledger, subject);
    }

    static void requireShown(int most) {
        if (most < 1 || most > MOST_SHOWN) {
            throw new InvalidInputException("limit", most, "a whole number from 1 to " + MOST_SHOWN);
        }
    }

    Optional<Branch> tree(Reading reading, AccountId top, int most) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return new Drawing(reading, today, most).of(top);
    }

    /** True if one account is the other, or stands somewhere above it. */
    static boolean isWithin(Reading reading, AccountId account, AccountId above) {
        Optional<Account> at = reading.account(account);
        while (at.isPresent()) {
            if (at.get().id().equals(above)) {
                return true;
            }
            AccountId parent = at.get().parent();
            at = parent == null ? Optional.empty() : reading.account(parent);
        }
        return false;
    }
}
