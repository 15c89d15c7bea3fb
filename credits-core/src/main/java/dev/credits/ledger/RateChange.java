package dev.credits.ledger;

import dev.credits.money.Conversion;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a unit is to be worth in another: a conversion rate that somebody asks to publish.
 *
 * @param from code of the unit converted from
 * @param to code of the unit converted to
 * @param rate how many {@code to} one {@code from} is; above zero
 * @param starts the first instant at which it holds, or null for the moment at which it is published
 */
public record RateChange(
        String from, String to, BigDecimal rate, @Nullable Instant starts) {
    public RateChange {
        Conversion checked = new Conversion(from, to, rate, starts == null ? Instant.EPOCH : starts);
        rate = checked.rate();
        starts = starts == null ? null : checked.effective();
    }

    /** A rate that holds from the moment at which it is published. */
    public static RateChange fromNowOn(String from, String to, BigDecimal rate) {
        return new RateChange(from, to, rate, null);
    }

    /** This rate. */
    public static RateChange of(Conversion rate) {
        return new RateChange(rate.from(), rate.to(), rate.rate(), rate.effective());
    }

    /** The rate that was asked for, if it is published at {@code moment}. */
    public Conversion at(Instant moment) {
        return new Conversion(from, to, rate, starts == null ? moment : starts);
    }
}
