package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.util.List;

/** Sets how far below zero an account's available credits may go; needs a reason. */
public record SetFloor(AccountId account, Amount floor, Memo memo) implements Command {
    public SetFloor {
        memo.withReason();
        checkFloor(floor);
    }

    @Override
    public String op() {
        return "floor";
    }

    @Override
    public List<Field> asked() {
        return List.of(Amounts.field("amount", floor));
    }

    static void checkFloor(Amount floor) {
        if (floor.isPositive() || floor.minor() == Long.MIN_VALUE) {
            throw new InvalidInputException(
                    "floor", floor.toPlainString(), "zero or negative: the lowest that available may be");
        }
    }
}
