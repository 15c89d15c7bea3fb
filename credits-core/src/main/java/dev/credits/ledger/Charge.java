package dev.credits.ledger;

import dev.credits.money.Amount;
import java.util.List;

/** Spends credits at once, without a hold. What costs nothing is booked as well: its key has had its effect. */
public record Charge(AccountId account, Amount amount, Memo memo) implements Command {
    public Charge {
        Amounts.zeroOrMore("amount", amount);
    }

    @Override
    public String op() {
        return "charge";
    }

    @Override
    public List<Field> asked() {
        return List.of(Amounts.field("amount", amount), Field.of("feature", memo.feature()));
    }
}
