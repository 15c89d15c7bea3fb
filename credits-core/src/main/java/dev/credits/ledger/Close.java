package dev.credits.ledger;

import java.util.List;

/** Ends an empty account for good; needs a reason. */
public record Close(AccountId account, Memo memo) implements Command {
    public Close {
        memo.withReason();
    }

    @Override
    public String op() {
        return "close";
    }

    @Override
    public List<Field> asked() {
        return List.of();
    }
}
