package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.util.List;

/** Corrects a balance by hand, up or down; needs a reason. */
public record Adjust(AccountId account, Amount amount, Memo memo) implements Command {
    public Adjust {
        memo.withReason();
        if (amount.isZero() || amount.minor() == Long.MIN_VALUE) {
            throw new InvalidInputException("amount", amount.toPlainString(), "above or below zero");
        }
    }

    @Override
    public String op() {
        return "adjust";
    }

    @Override
    public List<Field> asked() {
        return List.of(Amounts.field("amount", amount));
    }
}
