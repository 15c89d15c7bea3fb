package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.math.RoundingMode;

/**
 * How an exact price becomes an amount of credits: once, at the end, to a multiple of a step. With any mode but UP and
 * CEILING a small call may come to nothing; that is then this policy's doing.
 *
 * @param step above zero, such as 0.01 credits
 */
public record Rounding(RoundingMode mode, Amount step) implements PriceItem {
    public Rounding {
        if (mode == RoundingMode.UNNECESSARY) {
            throw new InvalidInputException("mode", mode, "a way to round, such as UP");
        }
        if (!step.isPositive()) {
            throw new InvalidInputException("step", step, "above zero");
        }
    }

    /** Up, to the unit's last decimal: what holds unless another policy is published. */
    public static Rounding usual(CreditUnit unit) {
        return new Rounding(RoundingMode.UP, Amount.ofMinor(1, unit));
    }

    public CreditUnit unit() {
        return step.unit();
    }

    @Override
    public PriceKind kind() {
        return PriceKind.ROUNDING;
    }

    /** The unit, with its decimals. */
    @Override
    public String subject() {
        return step.unit().toString();
    }
}
