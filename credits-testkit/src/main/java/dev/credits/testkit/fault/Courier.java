package dev.credits.testkit.fault;

import dev.credits.ledger.BusyException;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import java.util.Optional;

/**
 * A caller as callers should be: sends a command again until it is answered, and now and then once more, as a queue would
 * that delivers at least once. Tells a {@link Witness} everything. Thread-safe.
 */
public final class Courier {
    private static final int USUAL_PATIENCE = 20;

    private final Ledger ledger;
    private final Witness witness;
    private final int patience;
    private final long seed;
    private final int oneIn;

    private Courier(Ledger ledger, Witness witness, int patience, long seed, int oneIn) {
        this.ledger = ledger;
        this.witness = witness;
        this.patience = patience;
        this.seed = seed;
        this.oneIn = oneIn;
    }

    /** Sends each command until it is answered, twenty times at most. */
    public static Courier to(Ledger ledger, Witness witness) {
        return new Courier(ledger, witness, USUAL_PATIENCE, 0, 0);
    }

    /** The same, giving up after so many times. */
    public Courier patience(int times) {
        return new Courier(ledger, witness, times, seed, oneIn);
    }

    /** The same, delivering one command in so many twice, by seed. */
    public Courier duplicating(long bySeed, int one) {
        return new Courier(ledger, witness, patience, bySeed, one);
    }

    /** Sends a command; empty if it gave up and nobody knows what became of it. A fault that will not pass is thrown. */
    public Optional<Outcome> deliver(Command command) {
        Optional<Outcome> outcome = once(command);
        if (oneIn > 0 && Dice.roll(seed, command.memo().key().value(), 0) % oneIn == 0) {
            Optional<Outcome> second = once(command);
            return outcome.isPresent() ? outcome : second;
        }
        return outcome;
    }

    /** Finds out what became of everything nobody was told about, once nothing is under way any more. */
    public void resolve() {
        witness.nothingIsUnderWay();
        for (Command command : witness.unknown()) {
            if (once(command).isEmpty()) {
                throw new AssertionError("still not answered: " + command);
            }
        }
    }

    private Optional<Outcome> once(Command command) {
        for (int i = 0; i < patience; i++) {
            witness.sent(command);
            try {
                Outcome outcome = ledger.execute(command);
                witness.told(command, outcome);
                return Optional.of(outcome);
            } catch (CreditsException fault) {
                if (fault instanceof BusyException busy && busy.isDefinite()) {
                    witness.notBegun(command);
                }
                if (!fault.retryable()) {
                    throw fault;
                }
            }
        }
        return Optional.empty();
    }
}
