package dev.credits.ledger;

import dev.credits.money.Amount;
import java.util.List;

/**
 * Ends a hold: spends this much of it, and returns the rest to the lots it came from. The amount may be zero, or above the hold.
 *
 * @param inAll true if the amount is what the hold costs in all, so that what was captured before is a part of it;
 *     otherwise it is spent beside what was captured
 */
public record Settle(AccountId account, IdempotencyKey hold, Amount amount, Overrun over, boolean inAll, Memo memo)
        implements Command {
    public Settle {
        Amounts.zeroOrMore("amount", amount);
    }

    /** Spends this much beside what was captured before. */
    public Settle(AccountId account, IdempotencyKey hold, Amount amount, Overrun over, Memo memo) {
        this(account, hold, amount, over, false, memo);
    }

    /** Takes no more than the hold. */
    public static Settle of(AccountId account, IdempotencyKey hold, Amount amount, Memo memo) {
        return new Settle(account, hold, amount, Overrun.CAP, memo);
    }

    /** The same with another rule for what is above the hold. */
    public Settle over(Overrun rule) {
        return new Settle(account, hold, amount, rule, inAll, memo);
    }

    @Override
    public String op() {
        return "settle";
    }

    @Override
    public List<Field> asked() {
        return List.of(
                Field.of("hold", hold),
                Amounts.field("amount", amount),
                Field.of("over", over),
                Field.of("inAll", inAll ? "true" : null),
                Field.of("feature", memo.feature()));
    }
}
