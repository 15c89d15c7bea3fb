package dev.credits.ledger;

import java.util.List;

/**
 * Sets whether an account pauses when its available credits reach zero, until it is funded again; needs a reason.
 *
 * @param on true if it is to pause
 */
public record SetStop(AccountId account, boolean on, Memo memo) implements Command {
    public SetStop {
        memo.withReason();
    }

    @Override
    public String op() {
        return on ? "pause" : "resume";
    }

    @Override
    public List<Field> asked() {
        return List.of();
    }
}
