package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The clock a ledger goes by, in whole microseconds: how far it may be from the database's and from accounts' newest
 * entries, and who answers for booking by it all the same. Immutable.
 */
public final class LedgerClock implements InstantSource {
    /** How far clocks may differ unless it is said otherwise. */
    public static final Duration USUAL_BOUND = Duration.ofMinutes(5);

    /** The name of the note in the metadata of what is booked whatever the clock shows. */
    public static final String NOTE = "@clock";

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MAX_NOTE = 400;

    private final InstantSource source;
    private final Duration most;
    private final @Nullable String note;

    private LedgerClock(InstantSource source, Duration most, @Nullable String note) {
        this.source = source;
        this.most = most;
        this.note = note;
    }

    /** The same clock, or one with the usual bound. */
    public static LedgerClock of(InstantSource source) {
        return source instanceof LedgerClock clock ? clock : new LedgerClock(source, USUAL_BOUND, null);
    }

    /** Another clock with the same bound. */
    public LedgerClock by(InstantSource other) {
        return new LedgerClock(other, most, note);
    }

    /** The same clock, which may differ by so much. */
    public LedgerClock within(Duration bound) {
        if (bound.compareTo(LEAST) < 0 || bound.compareTo(LONGEST) > 0) {
            throw new InvalidInputException("bound", bound, "from " + LEAST + " to " + LONGEST);
        }
        return new LedgerClock(source, bound, note);
    }

    /** The same clock, however far it is from others: somebody says why, and it is noted in all that is booked by it. */
    public LedgerClock despite(String by, String reason) {
        String who = Actor.of(by).name();
        if (reason.isBlank() || who.length() + reason.length() > MAX_NOTE) {
            throw new InvalidInputException("reason", reason, "given, and short: this needs to say why");
        }
        return new LedgerClock(source, most, who + ": " + reason);
    }

    @Override
    public Instant instant() {
        return source.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What to compare with the database's clock, or null if it need not agree. */
    public @Nullable ClockCheck check(Instant shown) {
        boolean setByHand = source instanceof HandSetClock manual && manual.isSetByHand();
        return setByHand || note != null ? null : new ClockCheck(shown, most);
    }

    /** The same memo with a note of who booked whatever the clock shows, and why. */
    public Memo noted(Memo memo) {
        if (note == null) {
            return memo;
        }
        Map<String, String> metadata = new TreeMap<>(memo.metadata());
        metadata.put(NOTE, note);
        return new Memo(memo.key(), memo.by(), memo.reason(), memo.feature(), metadata, memo.happened());
    }

    /** The same reason with that note. */
    public String noted(String reason) {
        return note == null ? reason : reason + " (whatever the clock shows, says " + note + ")";
    }
}
