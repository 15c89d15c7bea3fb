package dev.credits.testkit;

import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;

/** AssertJ assertions for outcomes and ledgers; import them beside AssertJ's own. */
public final class CreditsAssertions {
    private CreditsAssertions() {}

    /** What became of a command. */
    public static OutcomeAssert assertThat(Outcome actual) {
        return new OutcomeAssert(actual);
    }

    /** What stands in a ledger. */
    public static LedgerAssert assertThat(Ledger actual) {
        return new LedgerAssert(actual);
    }
}
