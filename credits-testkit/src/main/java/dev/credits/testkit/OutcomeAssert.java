package dev.credits.testkit;

import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Booking;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Outcome.Applied;
import dev.credits.ledger.Outcome.Conflict;
import dev.credits.ledger.Outcome.Declined;
import dev.credits.ledger.Outcome.Replayed;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what became of a command. Figures are decimals in the account's unit. */
public final class OutcomeAssert extends AbstractAssert<OutcomeAssert, Outcome> {
    OutcomeAssert(Outcome actual) {
        super(actual, OutcomeAssert.class);
    }

    /** Done now. */
    public OutcomeAssert isApplied() {
        return is(Applied.class, "applied");
    }

    /** Done earlier, by the same key. */
    public OutcomeAssert isReplayed() {
        return is(Replayed.class, "replayed");
    }

    /** Done earlier, and this is what it came to then. */
    public OutcomeAssert isReplayOf(Outcome first) {
        isReplayed();
        return same("booking", booking(), first.orElseThrow());
    }

    /** Refused by the rules for this reason. */
    public OutcomeAssert isDeclinedWith(DeclineCode code) {
        return same("decline code", declined().code(), code);
    }

    /** Refused because its key was used for a command that differs in this field. */
    public OutcomeAssert conflictsOn(String field) {
        is(Conflict.class, "a conflict");
        return same("field", ((Conflict) actual).field(), field);
    }

    /** What was asked and could not be had: of a decline, or recorded in a booking. */
    public OutcomeAssert hasShortfall(String expected) {
        return amount(
                "shortfall",
                actual instanceof Declined declined
                        ? declined.shortfall()
                        : booking().shortfall(),
                expected);
    }

    /** The account or limit that stood in the way. */
    public OutcomeAssert isBlockedBy(String expected) {
        return same("blockedBy", declined().blockedBy(), expected);
    }

    /** The instant from which on it would pass, or null if it would not by time alone. */
    public OutcomeAssert wouldPassAt(@Nullable Instant expected) {
        return same("until", declined().until(), expected);
    }

    /** How the hold had ended that it was about. */
    public OutcomeAssert hasEnding(Hold.State expected) {
        return same("ending", declined().ending(), expected);
    }

    /** It was declined as the account in the way stands so. */
    public OutcomeAssert hasAccountStatus(AccountStatus expected) {
        return same("account status", declined().status(), expected);
    }

    /** Available on the account after it. */
    public OutcomeAssert hasAvailable(String expected) {
        return amount("available", booking().available(), expected);
    }

    /** Held on the account after it. */
    public OutcomeAssert hasHeld(String expected) {
        return amount("held", booking().held(), expected);
    }

    /** What it spent. */
    public OutcomeAssert hasCaptured(String expected) {
        return amount("captured", booking().captured(), expected);
    }

    /** What it gave back from a hold. */
    public OutcomeAssert hasReleased(String expected) {
        return amount("released", booking().released(), expected);
    }

    /** The sequence of its own entry. */
    public OutcomeAssert hasSeq(long expected) {
        return same("seq", booking().seq(), expected);
    }

    /** The kinds of the entries of its transaction, its own first. */
    public OutcomeAssert hasEntries(EntryKind... expected) {
        return same(
                "entries",
                booking().entries().stream().map(entry -> entry.kind()).toList(),
                List.of(expected));
    }

    private Booking booking() {
        isNotNull();
        if (!actual.isBooked()) {
            failWithMessage("Outcome is not applied or replayed, but %s", actual);
        }
        return actual.orElseThrow();
    }

    private Declined declined() {
        is(Declined.class, "declined");
        return (Declined) actual;
    }

    private OutcomeAssert is(Class<? extends Outcome> type, String name) {
        isNotNull();
        if (!type.isInstance(actual)) {
            failWithMessage("Outcome is not %s, but %s", name, actual);
        }
        return this;
    }

    private OutcomeAssert amount(String name, @Nullable Amount found, String expected) {
        if (found == null || !found.equals(Amount.of(name, expected, found.unit()))) {
            failWithMessage("%s is %s instead of %s in %s", name, found, expected, actual);
        }
        return this;
    }

    private OutcomeAssert same(String name, @Nullable Object found, @Nullable Object expected) {
        if (!Objects.equals(found, expected)) {
            failWithMessage("%s is %s instead of %s in %s", name, found, expected, actual);
        }
        return this;
    }
}
