package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens an account.
 *
 * @param parent the account above it, or null
 * @param floor how far below zero available may go: zero, or a negative amount
 */
public record Open(
        AccountId account, CreditUnit unit, @Nullable AccountId parent, Funding funding, Amount floor, Memo memo)
        implements Command {
    public Open {
        SetFloor.checkFloor(floor);
        if (!floor.unit().equals(unit)) {
            throw new InvalidInputException("floor", floor, "in the account's unit, " + unit);
        }
        if (account.equals(parent)) {
            throw new InvalidInputException("parent", parent, "another account than the one that is opened");
        }
        if (funding != Funding.OWN) {
            throw new InvalidInputException("funding", funding, "OWN");
        }
    }

    /** An account of its own in {@link CreditUnit#CREDIT}. */
    public static Open of(AccountId account, Memo memo) {
        return of(account, CreditUnit.CREDIT, memo);
    }

    /** An account of its own in this unit. */
    public static Open of(AccountId account, CreditUnit unit, Memo memo) {
        return new Open(account, unit, null, Funding.OWN, Amount.zero(unit), memo);
    }

    /** The same under a parent. */
    public Open under(AccountId above) {
        return new Open(account, unit, above, funding, floor, memo);
    }

    /** The same with this floor. */
    public Open withFloor(Amount lowest) {
        return new Open(account, unit, parent, funding, lowest, memo);
    }

    @Override
    public String op() {
        return "open";
    }

    @Override
    public List<Field> asked() {
        return List.of(
                Field.of("unit", unit.code()),
                Field.of("scale", unit.scale()),
                Field.of("parent", parent),
                Field.of("funding", funding),
                Field.of("floor", floor.minor()));
    }
}
