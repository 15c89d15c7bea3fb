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
 * @param funding whose credits it spends; a {@link Funding#METERED} account has none, and only its limits bound it
 * @param floor how far below zero available may go: zero, or a negative amount
 * @param ensures true if it matters only that the account is open, not that this command opens it
 */
public record Open(
        AccountId account,
        CreditUnit unit,
        @Nullable AccountId parent,
        Funding funding,
        Amount floor,
        boolean ensures,
        Memo memo)
        implements Command {
    /** The floor, in minor units, of an account that is bounded by nothing but its limits: of every metered one. */
    public static final long UNLIMITED = -Long.MAX_VALUE;

    public Open {
        if (funding == Funding.METERED) {
            floor = Amount.ofMinor(UNLIMITED, unit);
        }
        SetFloor.checkFloor(floor);
        if (!floor.unit().equals(unit)) {
            throw new InvalidInputException("floor", floor, "in the account's unit, " + unit);
        }
        if (account.equals(parent)) {
            throw new InvalidInputException("parent", parent, "another account than the one that is opened");
        }
        if (funding == Funding.PARENT && parent == null) {
            throw new InvalidInputException("parent", null, "given: the account is to spend its parent's credits");
        }
    }

    /** An account of its own in {@link CreditUnit#CREDIT}. */
    public static Open of(AccountId account, Memo memo) {
        return of(account, CreditUnit.CREDIT, memo);
    }

    /** An account of its own in this unit. */
    public static Open of(AccountId account, CreditUnit unit, Memo memo) {
        return new Open(account, unit, null, Funding.OWN, Amount.zero(unit), false, memo);
    }

    /** The same under a parent. */
    public Open under(AccountId above) {
        return new Open(account, unit, above, funding, floor, ensures, memo);
    }

    /** The same spending its parent's credits, inside limits of its own. */
    public Open sharing(AccountId above) {
        return new Open(account, unit, above, Funding.PARENT, floor, ensures, memo);
    }

    /** The same without credits: a counter. */
    public Open metered() {
        return new Open(account, unit, parent, Funding.METERED, floor, ensures, memo);
    }

    /** The same without a floor: it can give and spend without end. */
    public Open unlimited() {
        return withFloor(Amount.ofMinor(UNLIMITED, unit));
    }

    /** The same with this floor. */
    public Open withFloor(Amount lowest) {
        return new Open(account, unit, parent, funding, lowest, ensures, memo);
    }

    /**
     * The same for a list that needs the account and does not mind who opens it: {@link Ledger#executeAll} books the list
     * even if this command is booked already. It is still one command with one key: an account that was opened under
     * another key or in another way is refused.
     */
    public Open ensured() {
        return new Open(account, unit, parent, funding, floor, true, memo);
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
