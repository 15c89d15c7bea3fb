package dev.credits.metering;

import dev.credits.pricing.Pricing;
import dev.credits.pricing.Usage;

/**
 * How running work tells what it uses. Every call is a sign of life: the hold is extended when half of its time is over.
 * Thread-safe.
 */
public interface Meter {
    /** Says what the work has used in all, in place of whatever was said before. */
    void used(Usage total);

    /** Says what the work has used since it last said so. */
    void add(Usage more);

    /**
     * Spends what is due by now, in the middle of the work. False if the account cannot cover it, or it has no price: time
     * to stop. A hold that is used up is extended by what is missing if the call may draw beyond it.
     */
    boolean capture();

    /** Says nothing but that the work is alive. */
    void alive();

    /** What the work has used comes to so far; captures included. */
    Pricing soFar();
}
