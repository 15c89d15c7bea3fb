package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The terms credits are given on; they never change afterwards.
 *
 * @param source how they came in
 * @param priority 0 to 1000; smaller burns first
 * @param starts the first instant at which they can be spent, or null for at once
 * @param expires the first instant at which they no longer can, or null for never
 * @param cost what was paid for the whole grant, or null for nothing known
 */
public record LotTerms(
        Source source,
        int priority,
        @Nullable Instant starts,
        @Nullable Instant expires,
        @Nullable Money cost) {
    /** The priority of credits that name none. */
    public static final int USUAL_PRIORITY = 50;

    private static final int MAX_PRIORITY = 1000;

    public LotTerms {
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new InvalidInputException("priority", priority, "a whole number from 0 to 1000");
        }
        starts = Times.bounded("starts", starts);
        expires = Times.bounded("expires", expires);
        if (starts != null && expires != null && !expires.isAfter(starts)) {
            throw new InvalidInputException("expires", expires, "after starts (" + starts + ")");
        }
    }

    /** Credits of this source, spendable at once, without an end. */
    public static LotTerms of(Source source) {
        return new LotTerms(source, USUAL_PRIORITY, null, null, null);
    }

    public LotTerms starting(Instant at) {
        return new LotTerms(source, priority, at, expires, cost);
    }

    public LotTerms expiring(Instant at) {
        return new LotTerms(source, priority, starts, at, cost);
    }

    public LotTerms priority(int order) {
        return new LotTerms(source, order, starts, expires, cost);
    }

    public LotTerms costing(Money paid) {
        return new LotTerms(source, priority, starts, expires, paid);
    }
}
