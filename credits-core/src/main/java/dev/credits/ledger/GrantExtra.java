package dev.credits.ledger;

import dev.credits.money.Amount;
import java.util.List;

/** Allows more than a limit says, in the current window only; needs a reason. */
public record GrantExtra(AccountId account, Window window, Amount amount, Memo memo) implements Command {
    public GrantExtra {
        memo.withReason();
        Amounts.positive("amount", amount);
        SetLimit.requireCounting(window);
    }

    @Override
    public String op() {
        return "extra";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("window", window), Amounts.field("amount", amount));
    }
}
