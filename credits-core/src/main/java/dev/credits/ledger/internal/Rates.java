package dev.credits.ledger.internal;

import dev.credits.ledger.Actor;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.RateOutcome;
import dev.credits.log.Log;
import dev.credits.money.Conversion;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.Subject;
import dev.credits.spi.LoadPlan.UpTo;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log of conversion rates between units. */
final class Rates {
    static final String LOG = "rates";

    private static final String KIND = "RATE";
    private static final int CODEC = 1;
    private static final int ATTEMPTS = 50;

    private final Storage storage;
    private final LedgerClock clock;

    Rates(Storage storage, LedgerClock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** What the rates from one unit to another are about. */
    static Subject between(String from, String to) {
        return new Subject(LOG, from + "/" + to);
    }

    /** The rate a line says; a line that somebody has changed says none. */
    static Conversion read(LogLine line) {
        Log.intact(line);
        try {
            String[] units = line.subject().split("/", 2);
            return new Conversion(units[0], units[1], new BigDecimal(line.content()), line.effective());
        } catch (RuntimeException unreadable) {
            throw new CreditsException(line.name() + " cannot be read", false, unreadable);
        }
    }

    /** Adds a rate that takes effect after all others between its units, unless it is there. */
    RateOutcome publish(RateChange asked, @Nullable IdempotencyKey key, Actor by, String reason) {
        Log log = new Log(storage, LOG);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Known known = storage.read(reader -> known(reader, asked, key));
            if (known.same != null) {
                return again(asked, known.same);
            }
            Instant now = clock.instant();
            Instant moment = known.head.moment(now);
            Conversion rate = asked.at(moment);
            requireLater(rate, known.rates, moment);
            LogLine.Content content = new LogLine.Content(
                    KIND,
                    between(rate.from(), rate.to()).subject(),
                    rate.effective(),
                    CODEC,
                    rate.rate().toPlainString());
            LogLine line = known.head.next(content, key, by, clock.noted(reason), moment);
            if (log.append(known.head, List.of(line), clock.check(now))) {
                return new RateOutcome.Applied(line.number(), rate);
            }
        }
        throw new CreditsException("others kept publishing rates meanwhile", true, null);
    }

    /** With a key, the same is what was published under it; without one, it is the very same rate. */
    private static Known known(Reader reader, RateChange asked, @Nullable IdempotencyKey key) {
        Subject subject = between(asked.from(), asked.to());
        Loaded loaded = reader.load(
                LoadPlan.of(Set.of(), Instant.EPOCH).subjects(Set.of(subject)).lines(Set.of(UpTo.end(LOG))));
        List<LogLine> lines = loaded.lines().stream()
                .filter(line -> line.subject().equals(subject.subject()))
                .distinct()
                .toList();
        Optional<LogLine> same = key != null
                ? reader.line(LOG, key)
                : lines.stream()
                        .filter(line -> read(line).equals(asked.at(line.at())))
                        .findFirst();
        return new Known(head(loaded), lines.stream().map(Rates::read).toList(), same.orElse(null));
    }

    /** A rate that takes effect at the moment at which it was published is one that was to hold from then on. */
    private static RateOutcome again(RateChange asked, LogLine line) {
        Conversion known = read(line);
        Conversion wanted = asked.at(line.at());
        String field = !wanted.from().equals(known.from())
                ? "from"
                : !wanted.to().equals(known.to())
                        ? "to"
                        : wanted.rate().compareTo(known.rate()) != 0
                                ? "rate"
                                : !wanted.effective().equals(known.effective()) ? "starts" : null;
        return field == null
                ? new RateOutcome.Replayed(line.number(), known)
                : new RateOutcome.Conflict(
                        field, "key " + line.key() + " of log " + LOG + " was used with another " + field);
    }

    /** What a rate that is to be published finds: where the log ends, the rates of its pair, and itself. */
    private record Known(
            LogHead head, List<Conversion> rates, @Nullable LogLine same) {}

    private static LogHead head(Loaded loaded) {
        LogHead head = LogHead.empty(LOG);
        for (LogLine line : loaded.lines()) {
            head = line.number() > head.number() ? line.head() : head;
        }
        return head;
    }

    private static void requireLater(Conversion rate, List<Conversion> known, Instant moment) {
        Instant last = null;
        for (Conversion each : known) {
            last = last == null || each.effective().isAfter(last) ? each.effective() : last;
        }
        if (rate.effective().isBefore(moment)
                || (last != null && !rate.effective().isAfter(last))) {
            throw new InvalidInputException(
                    "starts",
                    rate.effective(),
                    "now or later, and after every rate published before (" + (last == null ? moment : last) + ")");
        }
    }
}
