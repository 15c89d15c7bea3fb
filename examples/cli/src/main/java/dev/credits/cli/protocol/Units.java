package dev.credits.cli.protocol;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The units amounts are read in. An account's unit never changes once it is open, so it is looked up once; the unit of an
 * account that a waiting {@code open} is about to open is taken from that, as a guess. Not thread-safe.
 */
final class Units {
    private static final int REMEMBERED = 100_000;

    private final Ledger ledger;
    private final Map<AccountId, CreditUnit> known = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, CreditUnit> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<AccountId, CreditUnit> opening = new HashMap<>();

    Units(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The amount in a field, in the unit of this account. */
    Amount amount(Fields fields, String field, AccountId account) {
        Optional<CreditUnit> unit = of(account);
        return unit.isPresent() ? fields.amount(field, unit.get()) : homeless(fields, field);
    }

    /** The unit of this account; the usual one for an account that does not exist, so that the answer is about the account. */
    CreditUnit unit(AccountId account) {
        return of(account).orElse(CreditUnit.CREDIT);
    }

    /** Remembers what a command that waits for its commit would open; false if one for that account waits already. */
    boolean opens(Open open) {
        return opening.putIfAbsent(open.account(), open.unit()) == null;
    }

    /** Forgets the guesses: what waited has been decided. */
    void decided() {
        opening.clear();
    }

    private Optional<CreditUnit> of(AccountId account) {
        CreditUnit unit = known.get(account);
        if (unit != null) {
            return Optional.of(unit);
        }
        Optional<CreditUnit> found = ledger.account(account).map(Account::unit);
        found.ifPresent(it -> known.put(account, it));
        return found.or(() -> Optional.ofNullable(opening.get(account)));
    }

    /** An amount for an account that does not exist: any that could be right, so that the answer is about the account. */
    private static Amount homeless(Fields fields, String field) {
        try {
            return fields.amount(field, CreditUnit.CREDIT);
        } catch (InvalidInputException tooFineOrTooLarge) {
            String text = fields.decimal(field);
            int decimals = text.indexOf('.') < 0 ? 0 : text.length() - text.indexOf('.') - 1;
            return fields.amount(field, new CreditUnit(CreditUnit.CREDIT.code(), Math.min(decimals, 9)));
        }
    }
}
