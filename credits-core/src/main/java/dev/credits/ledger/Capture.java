package dev.credits.ledger;

import dev.credits.money.Amount;
import java.util.List;

/** Spends part of a hold, which stays open. */
public record Capture(AccountId account, IdempotencyKey hold, Amount amount, Memo memo) implements Command {
    public Capture {
        Amounts.positive("amount", amount);
    }

    @Override
    public String op() {
        return "capture";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("hold", hold), Amounts.field("amount", amount), Field.of("feature", memo.feature()));
    }
}
