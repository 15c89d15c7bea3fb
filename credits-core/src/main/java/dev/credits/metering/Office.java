package dev.credits.metering;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.Quote;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all attempts work with. Thread-safe. */
record Office(
        Ledger ledger, PriceBook prices, InstantSource clock, Executor threads, Alarm alarm, Supplier<String> nonces) {
    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
    private static final int TRIES = 3;
    private static final int MAX_FEATURE = 100;

    /** Executes a command, again if it failed in a way that may pass: its key makes that safe. */
    Outcome execute(Command command) {
        return persistently(command, () -> ledger.execute(command));
    }

    /** The same with commands that share a fate. */
    AtomicOutcome executeAll(List<Command> commands) {
        return persistently(commands.get(0), () -> ledger.executeAll(commands));
    }

    private static <T> T persistently(Command command, Supplier<T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return work.get();
            } catch (CreditsException fault) {
                if (!fault.retryable() || tried == TRIES) {
                    throw fault;
                }
                LOG.debug("{} is tried again", command.memo().key(), fault);
            }
        }
    }

    Bills bills() {
        return new Bills(ledger, prices);
    }

    void told(HoldSizing sizing, Quote most, Bill bill) {
        try {
            sizing.settled(most, bill);
        } catch (RuntimeException broken) {
            LOG.warn("a hold sizing failed when it was told of {}", bill.key(), broken);
        }
    }

    /** The memo of something booked for a call. */
    static Memo memo(Call call, IdempotencyKey key, Map<String, String> notes) {
        Memo memo = call.memo();
        Map<String, String> metadata = Notes.joined(memo.metadata(), notes);
        return new Memo(key, memo.by(), memo.reason(), feature(call), metadata, memo.happened());
    }

    private static @Nullable String feature(Call call) {
        String named = call.memo().feature();
        if (named == null && call.ask().features().size() == 1) {
            String asked = call.ask().features().iterator().next();
            return asked.length() <= MAX_FEATURE ? asked : null;
        }
        return named;
    }
}
