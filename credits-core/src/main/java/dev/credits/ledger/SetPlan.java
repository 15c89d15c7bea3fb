package dev.credits.ledger;

import dev.credits.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes which plan an account is on; needs a reason. What the plan allows is set by limits.
 *
 * @param plan its name, or null for none
 * @param keep true if limits that were set by hand are to stay as they are
 * @param replaces declined unless the account is on this plan, or on none if this is {@link #NONE}; or null for whatever
 *     plan it is on
 */
public record SetPlan(
        AccountId account,
        @Nullable String plan,
        boolean keep,
        @Nullable String replaces,
        Memo memo) implements Command {
    /** No plan. */
    public static final String NONE = "";

    public SetPlan {
        memo.withReason();
        if (plan != null) {
            Text.line("plan", plan, LimitTerms.MAX_PLAN);
        }
    }

    /** Whatever plan it is on. */
    public static SetPlan of(AccountId account, @Nullable String plan, boolean keep, Memo memo) {
        return new SetPlan(account, plan, keep, null, memo);
    }

    /** The same, declined unless the account is on this plan; null for none. */
    public SetPlan replacing(@Nullable String other) {
        return new SetPlan(account, plan, keep, other == null ? NONE : other, memo);
    }

    /** True if an account on this plan is one that is meant. */
    public boolean isMeantFor(@Nullable String current) {
        return replaces == null || replaces.equals(current == null ? NONE : current);
    }

    @Override
    public String op() {
        return "plan";
    }

    /** Without what it replaces: that is what was found, not what was asked. */
    @Override
    public List<Field> asked() {
        return List.of(Field.of("plan", plan), Field.of("keep", keep));
    }
}
