package dev.credits.ledger.internal;

import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.LedgerListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener what it should know of what was booked; what the listener throws is logged and goes no further. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final LedgerListener listener;

    Notices(LedgerListener listener) {
        this.listener = listener;
    }

    /** Tells of a batch, and of each of its entries that is worth a notice. */
    void tell(LedgerListener.Batch batch, List<Entry> booked) {
        if (listener == LedgerListener.NONE) {
            return;
        }
        try {
            listener.onBatch(batch);
        } catch (Throwable broken) {
            LOG.warn("a ledger listener failed; the batch is not affected", broken);
        }
        tell(booked);
    }

    void tell(List<Entry> booked) {
        for (Entry entry : booked) {
            if (isNotable(entry)) {
                tell(entry);
            }
        }
    }

    boolean isWanted() {
        return listener != LedgerListener.NONE;
    }

    private void tell(Entry entry) {
        try {
            listener.onNotice(entry);
        } catch (Throwable broken) {
            LOG.warn("a ledger listener failed; the entry is not affected", broken);
        }
    }

    private static boolean isNotable(Entry entry) {
        return entry.kind() == EntryKind.PAUSE
                || entry.kind() == EntryKind.RESUME
                || !entry.route().shadows().isEmpty();
    }
}
