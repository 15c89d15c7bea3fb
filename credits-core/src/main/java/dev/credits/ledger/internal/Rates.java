package dev.credits.ledger.internal;

import dev.credits.ledger.Actor;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.log.Log;
import dev.credits.money.Conversion;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.Subject;
import dev.credits.spi.LoadPlan.UpTo;
import dev.credits.spi.Loaded;
import dev.credits.spi.Storage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
    void publish(Conversion rate, Actor by, String reason) {
        Log log = new Log(storage, LOG);
        LoadPlan plan = LoadPlan.of(Set.of(), Instant.EPOCH)
                .subjects(Set.of(between(rate.from(), rate.to())))
                .lines(Set.of(UpTo.end(LOG)));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Loaded loaded = storage.read(reader -> reader.load(plan));
            List<Conversion> known = conversions(loaded, rate);
            if (known.contains(rate)) {
                return;
            }
            LogHead head = head(loaded);
            Instant now = clock.instant();
            Instant moment = head.moment(now);
            requireLater(rate, known, moment);
            LogLine.Content content = new LogLine.Content(
                    KIND,
                    between(rate.from(), rate.to()).subject(),
                    rate.effective(),
                    CODEC,
                    rate.rate().toPlainString());
            if (log.append(head, List.of(head.next(content, by, clock.noted(reason), moment)), clock.check(now))) {
                return;
            }
        }
        throw new CreditsException("others kept publishing rates meanwhile", true, null);
    }

    private static List<Conversion> conversions(Loaded loaded, Conversion like) {
        return loaded.lines().stream()
                .filter(line ->
                        line.subject().equals(between(like.from(), like.to()).subject()))
                .distinct()
                .map(Rates::read)
                .toList();
    }

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
