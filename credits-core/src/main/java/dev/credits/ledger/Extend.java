package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Times;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives an open hold more time, more credits, or both.
 *
 * @param ttl how long it lasts from now, or null to leave its deadline; a deadline is never brought nearer
 * @param amount credits to add, or null for none
 */
public record Extend(
        AccountId account,
        IdempotencyKey hold,
        @Nullable Duration ttl,
        @Nullable Amount amount,
        Memo memo) implements Command {
    private static final Duration LONGEST = Duration.ofDays(366);

    public Extend {
        if (ttl == null && amount == null) {
            throw new InvalidInputException("ttl", null, "given, unless an amount is");
        }
        if (ttl != null) {
            checkTtl(ttl);
        }
        if (amount != null) {
            Amounts.zeroOrMore("amount", amount);
        }
    }

    @Override
    public String op() {
        return "extend";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("hold", hold), Field.of("ttl", ttl), Amounts.field("amount", amount));
    }

    static void checkTtl(Duration ttl) {
        if (!Times.isSpan(ttl, LONGEST)) {
            throw new InvalidInputException(
                    "ttl", ttl, "at least a microsecond and at most " + LONGEST.toDays() + " days");
        }
    }
}
