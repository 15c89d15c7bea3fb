package dev.credits.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many of one unit one of another is worth, from an instant on. Rates are dated and only ever added to.
 * Units of the same code are the same money at another precision: they convert one to one.
 *
 * @param from code of the unit converted from
 * @param to code of the unit converted to
 * @param rate how many {@code to} one {@code from} is; above zero
 * @param effective the first instant at which it holds
 */
public record Conversion(String from, String to, BigDecimal rate, Instant effective) {
    private static final int MAX_SCALE = 18;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    public Conversion {
        if (rate.signum() <= 0 || Math.abs((long) rate.scale()) > MAX_SCALE || rate.precision() > 2 * MAX_SCALE) {
            throw new InvalidInputException("rate", rate.toString(), "above zero, with at most 18 decimals");
        }
        requireCode("from", from);
        requireCode("to", to);
        if (effective.isBefore(FIRST) || !effective.isBefore(AFTER_LAST)) {
            throw new InvalidInputException("starts", effective, "in the years 1 to 9999");
        }
        effective = effective.truncatedTo(ChronoUnit.MICROS);
        rate = rate.stripTrailingZeros();
        if (from.equals(to) && rate.compareTo(BigDecimal.ONE) != 0) {
            throw new InvalidInputException("rate", rate.toPlainString(), "1 between units of one code");
        }
    }

    private static void requireCode(String field, String code) {
        try {
            CreditUnit.of(code);
        } catch (InvalidInputException wrong) {
            throw new InvalidInputException(field, code, wrong.wanted());
        }
    }

    /** One to one: the conversion between two precisions of the same money. */
    public static Conversion identity(String code) {
        return new Conversion(code, code, BigDecimal.ONE, Instant.EPOCH);
    }

    /** What {@code amount} is in {@code target}, rounded down to the target's last decimal: never more than was given. */
    public Amount apply(Amount amount, CreditUnit target) {
        if (!amount.unit().code().equals(from) || !target.code().equals(to)) {
            throw new InvalidInputException("unit", amount.unit() + " to " + target, from + " to " + to);
        }
        return Amount.of("amount", amount.decimal().multiply(rate), target, RoundingMode.DOWN);
    }
}
