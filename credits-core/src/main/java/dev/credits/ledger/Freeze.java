package dev.credits.ledger;

import java.util.List;

/** Stops an account from spending, holding and sending credits; needs a reason. */
public record Freeze(AccountId account, Memo memo) implements Command {
    public Freeze {
        memo.withReason();
    }

    @Override
    public String op() {
        return "freeze";
    }

    @Override
    public List<Field> asked() {
        return List.of();
    }
}
