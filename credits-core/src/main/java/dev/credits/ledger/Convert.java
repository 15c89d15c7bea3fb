package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.util.List;

/** Changes credits of one unit into another at the rate in force, rounded down to the target's last decimal. */
public record Convert(AccountId from, AccountId to, Amount amount, Memo memo) implements Command {
    public Convert {
        Amounts.positive("amount", amount);
        if (from.equals(to)) {
            throw new InvalidInputException("to", to, "another account than from");
        }
    }

    @Override
    public AccountId account() {
        return from;
    }

    @Override
    public AccountId counterparty() {
        return to;
    }

    @Override
    public String op() {
        return "convert";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("to", to), Amounts.field("amount", amount), Field.of("feature", memo.feature()));
    }
}
