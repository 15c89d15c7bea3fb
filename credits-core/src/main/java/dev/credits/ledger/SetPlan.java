package dev.credits.ledger;

import dev.credits.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes which plan an account is on; needs a reason. What the plan allows is set by limits.
 *
 * @param plan its name, or null for none
 * @param keep true if limits that were set by hand are to stay as they are
 */
public record SetPlan(AccountId account, @Nullable String plan, boolean keep, Memo memo) implements Command {
    public SetPlan {
        memo.withReason();
        if (plan != null) {
            Text.line("plan", plan, LimitTerms.MAX_PLAN);
        }
    }

    @Override
    public String op() {
        return "plan";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("plan", plan), Field.of("keep", keep));
    }
}
