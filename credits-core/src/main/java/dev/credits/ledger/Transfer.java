package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.util.List;

/** Moves credits to another account of the same unit; they keep their source, expiry and cost. */
public record Transfer(AccountId from, AccountId to, Amount amount, Memo memo) implements Command {
    public Transfer {
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
        return "transfer";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("to", to), Amounts.field("amount", amount), Field.of("feature", memo.feature()));
    }
}
