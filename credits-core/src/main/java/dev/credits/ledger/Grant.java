package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.Money;
import java.util.List;

/** Gives an account new credits, as one lot. */
public record Grant(AccountId account, Amount amount, LotTerms terms, Memo memo) implements Command {
    public Grant {
        Amounts.positive("amount", amount);
    }

    /** Paid credits without an end. */
    public static Grant of(AccountId account, Amount amount, Memo memo) {
        return new Grant(account, amount, LotTerms.of(Source.PAID), memo);
    }

    /** The same on these terms. */
    public Grant on(LotTerms other) {
        return new Grant(account, amount, other, memo);
    }

    @Override
    public String op() {
        return "grant";
    }

    @Override
    public List<Field> asked() {
        Money cost = terms.cost();
        return List.of(
                Amounts.field("amount", amount),
                Field.of("source", terms.source()),
                Field.of("starts", terms.starts()),
                Field.of("expires", terms.lasts() == null ? terms.expires() : terms.lasts()),
                Field.of("priority", terms.priority()),
                Field.of("cost", cost),
                Field.of("feature", memo.feature()));
    }
}
