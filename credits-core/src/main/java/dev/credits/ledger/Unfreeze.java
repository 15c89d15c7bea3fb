package dev.credits.ledger;

import java.util.List;

/** Lets a frozen account go on; needs a reason. */
public record Unfreeze(AccountId account, Memo memo) implements Command {
    public Unfreeze {
        memo.withReason();
    }

    @Override
    public String op() {
        return "unfreeze";
    }

    @Override
    public List<Field> asked() {
        return List.of();
    }
}
