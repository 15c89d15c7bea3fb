package dev.credits.ledger;

import java.util.List;

/** Ends a hold without spending any more of it: what is left returns to the lots it came from. */
public record Release(AccountId account, IdempotencyKey hold, Memo memo) implements Command {
    @Override
    public String op() {
        return "release";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("hold", hold));
    }
}
