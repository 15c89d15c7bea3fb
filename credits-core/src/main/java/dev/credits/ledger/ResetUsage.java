package dev.credits.ledger;

import java.util.List;

/** Forgives what was spent in a limit's current window, which then counts from zero; needs a reason. What is held still counts. */
public record ResetUsage(AccountId account, Window window, Memo memo) implements Command {
    public ResetUsage {
        memo.withReason();
        SetLimit.requireCounting(window);
    }

    @Override
    public String op() {
        return "reset";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("window", window));
    }
}
