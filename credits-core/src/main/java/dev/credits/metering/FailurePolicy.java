package dev.credits.metering;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Says what is owed for work that failed, was cancelled, timed out or lost its process. Captures made before stay spent,
 * whatever it says. What is known to be used and not owed by it is recorded as waived. If it throws, or answers null, less
 * than zero or another unit, what is known is owed.
 *
 * <p>If a process that was taken for dead says later that it used more, the difference is taken too. If it says less, what
 * the policy took stands.
 */
@FunctionalInterface
public interface FailurePolicy {
    /** Nothing is owed. */
    FailurePolicy RELEASE = failure -> Amount.zero(failure.held().unit());

    /** What is known to be used is owed: nothing, if the work never said. */
    FailurePolicy KNOWN = Failure::known;

    /** All that was held is owed. */
    FailurePolicy ALL = failure -> failure.held().compareTo(failure.known()) > 0 ? failure.held() : failure.known();

    /** What is owed in all, captures included; zero or more. */
    Amount owed(Failure failure);

    /** What is known to be used is owed, and at least this. */
    static FailurePolicy floor(Amount least) {
        if (least.isNegative()) {
            throw new InvalidInputException("least", least, "zero or more");
        }
        return failure -> failure.known().compareTo(least) > 0 ? failure.known() : least;
    }

    /**
     * A failure.
     *
     * @param cause what ended the work; null if its process died
     * @param used what the work said it used
     * @param known what that comes to; zero if it said nothing
     * @param held what was set aside
     */
    record Failure(Call call, @Nullable Throwable cause, Usage used, Amount known, Amount held) {}
}
