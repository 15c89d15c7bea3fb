package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts an account, with all below it, under another parent; needs a reason. Nothing may be held or owed.
 *
 * @param parent the account above it from now on, or null for none
 */
public record Move(AccountId account, @Nullable AccountId parent, Memo memo) implements Command {
    public Move {
        memo.withReason();
        if (account.equals(parent)) {
            throw new InvalidInputException("parent", parent, "another account than the one that is moved");
        }
    }

    @Override
    public String op() {
        return "move";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("parent", parent));
    }
}
