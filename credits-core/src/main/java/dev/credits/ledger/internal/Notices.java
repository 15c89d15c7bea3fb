package dev.credits.ledger.internal;

import dev.credits.ledger.ClockException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.LedgerListener;
import dev.credits.spi.Storage;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is to be told of committed work. It is noted in the order of the commits, and told later, when no lane
 * waits for it. Thread-safe.
 */
final class Notices {
    private final LedgerListener listener;
    private final Telling telling;
    private final @Nullable Storage joined;

    Notices(LedgerListener listener, Executor async) {
        this(listener, new Telling(listener, async), null);
    }

    private Notices(LedgerListener listener, Telling telling, @Nullable Storage joined) {
        this.listener = listener;
        this.telling = telling;
        this.joined = joined;
    }

    /** The same for work inside a transaction of the host's: told once that is committed, by another thread, or never. */
    Notices in(Storage transaction) {
        return new Notices(listener, telling, transaction);
    }

    /** Notes that nothing was booked because of a clock; no commit decides whether that is told. */
    void note(ClockException fault) {
        if (isWanted()) {
            telling.add(new Telling.Told(null, List.of(), fault));
        }
        if (isWanted() && joined != null) {
            telling.tellElsewhere();
        }
    }

    boolean isWanted() {
        return listener != LedgerListener.NONE;
    }

    /** Notes a batch, or null, and of its entries those that are worth a notice. */
    void note(LedgerListener.@Nullable Batch batch, List<Entry> booked) {
        List<Entry> notable = booked.stream().filter(Notices::isNotable).toList();
        if (!isWanted() || batch == null && notable.isEmpty()) {
            return;
        }
        Telling.Told told = new Telling.Told(batch, notable, null);
        if (joined == null) {
            telling.add(told);
        } else {
            joined.afterCommit(() -> {
                telling.add(told);
                telling.tellElsewhere();
            });
        }
    }

    /** Tells on this thread what has been noted, unless another one is at it; what the listener throws goes no further. */
    void tell() {
        if (isWanted() && joined == null) {
            telling.tell();
        }
    }

    private static boolean isNotable(Entry entry) {
        return entry.kind() == EntryKind.PAUSE
                || entry.kind() == EntryKind.RESUME
                || !entry.route().shadows().isEmpty();
    }
}
