package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.Sweep;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Storage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Books what is due on accounts in units of work of its own, a bounded piece of each account at a time. */
final class Arrears {
    private static final int MOST_BEGINNINGS = 3;

    private final Storage storage;
    private final LedgerClock clock;
    private final PathHints hints;
    private final Notices notices;

    Arrears(Storage storage, LedgerClock clock, PathHints hints, Notices notices) {
        this.storage = storage;
        this.clock = clock;
        this.hints = hints;
        this.notices = notices;
    }

    /** Books all that is due on these accounts; {@code yields} says that others wait behind it. */
    Sweep book(List<AccountId> accounts, boolean yields) {
        Set<AccountId> booked = new HashSet<>();
        Map<EntryKind, Integer> kinds = new EnumMap<>(EntryKind.class);
        List<AccountId> left = accounts;
        while (!left.isEmpty()) {
            Piece piece = piece(left, yields);
            for (Entry entry : piece.entries) {
                booked.add(entry.account());
                kinds.merge(entry.kind(), 1, Integer::sum);
            }
            left = piece.unfinished;
        }
        return new Sweep(
                booked.size(),
                kinds.getOrDefault(EntryKind.LAPSE, 0),
                kinds.getOrDefault(EntryKind.START, 0),
                kinds.getOrDefault(EntryKind.EXPIRE, 0));
    }

    private Piece piece(List<AccountId> accounts, boolean yields) {
        Piece piece = pieceAtOnce(accounts, yields);
        notices.note(null, piece.entries);
        return piece;
    }

    /** Whose holds lapse are found with the accounts locked: the unit is begun again, and locks them all in order. */
    private Piece pieceAtOnce(List<AccountId> accounts, boolean yields) {
        Set<AccountId> all = new LinkedHashSet<>(accounts);
        List<Piece> last = new ArrayList<>(1);
        for (int begun = 0; ; begun++) {
            boolean atOnce = begun < MOST_BEGINNINGS;
            try {
                storage.transact(Yielding.of(yields, loader -> {
                    Piece piece = new Piece(new ArrayList<>(), new ArrayList<>());
                    ChangeSet changes = piece(Plans.load(loader, all, atOnce, clock, hints), accounts, piece);
                    last.clear();
                    last.add(piece);
                    return changes;
                }));
                return last.get(0);
            } catch (MoreAccounts more) {
                all.addAll(more.accounts());
            }
        }
    }

    private static ChangeSet piece(Book book, List<AccountId> accounts, Piece piece) {
        for (AccountId account : accounts) {
            ClockException ahead = book.ahead(account);
            if (ahead != null) {
                throw ahead;
            }
            book.begin();
            Desk desk = book.touch(account);
            if (desk != null && Due.bookPiece(book, desk) >= Due.PIECE) {
                piece.unfinished.add(account);
            }
        }
        ChangeSet changes = book.seal();
        piece.entries.addAll(changes.entries());
        return changes;
    }

    /** What one unit of work has booked, and the accounts of which there may be more. */
    private record Piece(List<Entry> entries, List<AccountId> unfinished) {}
}
