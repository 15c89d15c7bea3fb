package dev.credits.cli.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This library on a ledger that is new for every round. */
final class FreshLedgerSide implements Side, AutoCloseable {
    private final Supplier<LedgerContender> fresh;
    private final java.util.function.Function<LedgerContender, Crew> crew;
    private final Duration warmUp;
    private final Results results;
    private final Stage stage;
    private @Nullable LedgerContender ledger;

    FreshLedgerSide(
            Supplier<LedgerContender> fresh,
            java.util.function.Function<LedgerContender, Crew> crew,
            Duration warmUp,
            Results results,
            Stage stage) {
        this.fresh = fresh;
        this.crew = crew;
        this.warmUp = warmUp;
        this.results = results;
        this.stage = stage;
    }

    @Override
    public String name() {
        return "on an empty ledger";
    }

    @Override
    public void prepare() throws SQLException, InterruptedException {
        end();
        LedgerContender made = fresh.get();
        ledger = made;
        crew.apply(made).closed(warmUp, done -> {});
    }

    @Override
    public Round play(Duration time, LongConsumer progress) throws InterruptedException {
        return crew.apply(Objects.requireNonNull(ledger)).closed(time, progress);
    }

    @Override
    public void close() throws SQLException {
        end();
    }

    private void end() throws SQLException {
        LedgerContender last = ledger;
        if (last != null) {
            ledger = null;
            try (last) {
                Laws.check("a fresh ledger", last, results, stage);
                last.drop();
            }
        }
    }
}
