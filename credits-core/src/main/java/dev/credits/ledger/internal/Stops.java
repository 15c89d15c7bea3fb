package dev.credits.ledger.internal;

import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.EntryKind;
import java.util.function.Function;

/** Accounts that pause when they reach zero, and resume when they have something again. */
final class Stops {
    private Stops() {}

    /** Pauses or resumes an account if that is due, with an entry of its own. */
    static void apply(Desk desk, Function<EntryKind, Line> line) {
        if (desk.status == AccountStatus.OPEN && desk.stopsNow()) {
            become(desk, AccountStatus.PAUSED, line.apply(EntryKind.PAUSE));
        } else if (desk.status == AccountStatus.PAUSED && !desk.stopsNow()) {
            become(desk, AccountStatus.OPEN, line.apply(EntryKind.RESUME));
        }
    }

    private static void become(Desk desk, AccountStatus status, Line line) {
        line.amends("status", desk.status, status);
        desk.status = status;
        line.write();
    }
}
