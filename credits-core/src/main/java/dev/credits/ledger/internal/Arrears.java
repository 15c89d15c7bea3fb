package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Sweep;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loader;
import dev.credits.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Books what is due on accounts in units of work of its own, a bounded piece of each account at a time. */
final class Arrears {
    private final Storage storage;
    private final Supplier<Instant> clock;
    private final PathHints hints;
    private final Notices notices;

    Arrears(Storage storage, Supplier<Instant> clock, PathHints hints, Notices notices) {
        this.storage = storage;
        this.clock = clock;
        this.hints = hints;
        this.notices = notices;
    }

    /** Books all that is due on these accounts. */
    Sweep book(List<AccountId> accounts) {
        Set<AccountId> booked = new HashSet<>();
        Map<EntryKind, Integer> kinds = new EnumMap<>(EntryKind.class);
        List<AccountId> left = accounts;
        while (!left.isEmpty()) {
            Piece piece = piece(left);
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

    private Piece piece(List<AccountId> accounts) {
        List<Piece> last = new ArrayList<>(1);
        storage.transact(loader -> {
            Piece piece = new Piece(new ArrayList<>(), new ArrayList<>());
            ChangeSet changes = piece(loader, accounts, piece);
            last.clear();
            last.add(piece);
            return changes;
        });
        Piece piece = last.get(0);
        if (notices.isWanted()) {
            notices.tell(piece.entries);
        }
        return piece;
    }

    private ChangeSet piece(Loader loader, List<AccountId> accounts, Piece piece) {
        Book book = Plans.load(loader, accounts, clock, hints);
        for (AccountId account : accounts) {
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
