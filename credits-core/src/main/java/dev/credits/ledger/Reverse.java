package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Times;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes an earlier command of this account, whole or in part: what was spent returns to the lots it came from, what was
 * granted is taken back from its lot.
 *
 * @param of the key of what is reversed
 * @param amount how much of it, or null for all that is not reversed yet
 * @param grace how long credits stay spendable whose lot has expired meanwhile; zero lets them expire again at once
 */
public record Reverse(
        AccountId account, IdempotencyKey of, @Nullable Amount amount, Duration grace, Memo memo) implements Command {
    private static final Duration LONGEST = Duration.ofDays(366);

    public Reverse {
        if (amount != null) {
            Amounts.positive("amount", amount);
        }
        if (!grace.isZero() && !Times.isSpan(grace, LONGEST)) {
            throw new InvalidInputException(
                    "grace", grace, "zero, or at least a microsecond and at most " + LONGEST.toDays() + " days");
        }
    }

    /** Reverses all that is left of it, without grace. */
    public static Reverse of(AccountId account, IdempotencyKey of, Memo memo) {
        return new Reverse(account, of, null, Duration.ZERO, memo);
    }

    /** The same for only so much. */
    public Reverse only(Amount part) {
        return new Reverse(account, of, part, grace, memo);
    }

    /** The same with a grace for expired lots. */
    public Reverse withGrace(Duration time) {
        return new Reverse(account, of, amount, time, memo);
    }

    @Override
    public String op() {
        return "reverse";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("of", of), Amounts.field("amount", amount), Field.of("grace", grace));
    }
}
