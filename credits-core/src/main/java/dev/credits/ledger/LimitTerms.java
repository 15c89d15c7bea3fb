package dev.credits.ledger;

import dev.credits.text.Text;
import dev.credits.text.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a limit counts and binds, beside how much it allows.
 *
 * @param zone whose calendar its windows follow
 * @param anchor the day of the week (1 to 7) or month (1 to 31) on which they begin
 * @param shadow evaluated and reported, but not enforced
 * @param liftedUntil not enforced before this instant, though it counts; or null
 * @param plan the plan that set it, or null if it was set by hand
 */
public record LimitTerms(
        ZoneId zone,
        int anchor,
        boolean shadow,
        @Nullable Instant liftedUntil,
        @Nullable String plan) {
    /** The calendar in UTC, enforced, set by hand. */
    public static final LimitTerms USUAL = new LimitTerms(ZoneOffset.UTC, 1, false, null, null);

    static final int MAX_PLAN = 60;

    public LimitTerms {
        zone = zone.normalized();
        liftedUntil = Times.bounded("until", liftedUntil);
        if (plan != null) {
            Text.line("plan", plan, MAX_PLAN);
        }
    }

    public LimitTerms in(ZoneId other) {
        return new LimitTerms(other, anchor, shadow, liftedUntil, plan);
    }

    public LimitTerms anchoredAt(int day) {
        return new LimitTerms(zone, day, shadow, liftedUntil, plan);
    }

    public LimitTerms inShadow() {
        return new LimitTerms(zone, anchor, true, liftedUntil, plan);
    }

    public LimitTerms liftedUntil(@Nullable Instant at) {
        return new LimitTerms(zone, anchor, shadow, at, plan);
    }

    public LimitTerms ofPlan(@Nullable String name) {
        return new LimitTerms(zone, anchor, shadow, liftedUntil, name);
    }

    /** True if both have the same windows. */
    public boolean countsAs(LimitTerms other) {
        return zone.equals(other.zone) && anchor == other.anchor;
    }

    /** What is not usual about its windows, in one spelling; begins with a space unless it is empty. */
    String spelledWindow() {
        return (anchor == 1 ? "" : " from day " + anchor) + (zone.equals(ZoneOffset.UTC) ? "" : " in " + zone);
    }

    /** What is not usual about how it binds, in one spelling; begins with a space unless it is empty. */
    String spelledBinding() {
        return (shadow ? " in shadow" : "")
                + (liftedUntil == null ? "" : " lifted until " + liftedUntil)
                + (plan == null ? "" : " by plan " + plan);
    }
}
