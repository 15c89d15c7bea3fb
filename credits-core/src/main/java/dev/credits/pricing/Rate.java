package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.Decimals;
import dev.credits.pricing.internal.Ratio;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact price for a quantity, such as 3 for a million tokens. Never divided before the end: a price that has no finite
 * decimal for one piece (0.0077 for 60 seconds) is as exact as any other. Written {@code 3/1M}, {@code 0.006/60},
 * {@code 0.04}; K and M stand for thousand and million.
 *
 * @param price what the quantity costs, in the card's currency; zero or more
 * @param per the quantity, one or more
 */
public record Rate(BigDecimal price, long per) {
    private static final int MAX_WHOLE = 12;
    private static final int MAX_TEXT = 60;
    private static final int MAX_SCALE = 24;
    private static final long MAX_PER = 1_000_000_000_000L;
    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    private static final Pattern WRITTEN =
            Pattern.compile("(-?[0-9]{1,30}(?:\\.[0-9]{1,30})?)(?:/([0-9]{1,12})([KM]?))?|.*");

    public Rate {
        if (price.signum() < 0 || (long) price.precision() - price.scale() > MAX_WHOLE || price.scale() > MAX_SCALE) {
            throw new InvalidInputException(
                    "rate", price.toString(), "zero or more and below 10^12, with at most 24 decimals");
        }
        if (per < 1 || per > MAX_PER) {
            throw new InvalidInputException("per", per, "a quantity from 1 to " + MAX_PER);
        }
        price = price.signum() == 0 ? BigDecimal.ZERO : price.stripTrailingZeros();
    }

    /** For one piece. */
    public static Rate each(String price) {
        return parse(price);
    }

    /** For a thousand. */
    public static Rate perThousand(String price) {
        return new Rate(Decimals.parsed("rate", price), THOUSAND);
    }

    /** For a million. */
    public static Rate perMillion(String price) {
        return new Rate(Decimals.parsed("rate", price), MILLION);
    }

    /** A rate as {@link #toString} writes it. */
    public static Rate parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || written.group(1) == null || text.length() > MAX_TEXT) {
            throw new InvalidInputException(
                    "rate", text, "a price and the quantity it is for, such as 3/1M, 0.006/60 or 0.04");
        }
        long per = written.group(2) == null ? 1 : Long.parseLong(written.group(2));
        String times = written.group(3) == null ? "" : written.group(3);
        long factor = times.equals("M") ? MILLION : times.equals("K") ? THOUSAND : 1;
        return new Rate(new BigDecimal(written.group(1)), per > MAX_PER / factor ? Long.MAX_VALUE : per * factor);
    }

    /** True if it comes to the same for any usage, however it is written. */
    public boolean isSameAs(Rate other) {
        return ratio().equals(other.ratio());
    }

    @Override
    public String toString() {
        String sum = price.toPlainString();
        if (per == 1) {
            return sum;
        }
        String quantity =
                per % MILLION == 0 ? per / MILLION + "M" : per % THOUSAND == 0 ? per / THOUSAND + "K" : "" + per;
        return sum + "/" + quantity;
    }

    /** The price of one piece. */
    Ratio ratio() {
        return Ratio.of(price).over(Ratio.of(per));
    }
}
