package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.PastBalance;
import dev.credits.money.CreditUnit;
import dev.credits.spi.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Balances of the past: what was booked by then, and what was due by then though it was booked later. */
final class Past {
    private static final int PAGE = 100;

    private Past() {}

    static Optional<PastBalance> balance(Reader reader, AccountId account, Instant at, Instant now, PathHints hints) {
        Optional<Entry> last = reader.lastEntry(account, at);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = last.get();
        long available = entry.available();
        long held = entry.held();
        long seq = entry.seq();
        while (true) {
            List<Entry> page = reader.entries(EntryFilter.of(account).after(seq).limit(PAGE));
            for (Entry later : page) {
                if (later.due() == null || later.due().isAfter(at)) {
                    return Optional.of(balance(account, at, entry.unit(), available, held));
                }
                available = later.available();
                held = later.held();
                seq = later.seq();
            }
            if (page.isEmpty()) {
                PastBalance booked = balance(account, at, entry.unit(), available, held);
                return Optional.of(withUnbooked(reader, at.isAfter(now) ? now : at, booked, hints));
            }
        }
    }

    /** Nothing was booked since: what is due by that instant and not booked yet counts too. */
    private static PastBalance withUnbooked(Reader reader, Instant due, PastBalance booked, PathHints hints) {
        Book book = Plans.foresee(reader, booked.account(), due, hints);
        Desk desk = book.peek(booked.account());
        if (desk == null) {
            return booked;
        }
        return new PastBalance(booked.account(), booked.at(), desk.amount(desk.available()), desk.amount(desk.held()));
    }

    private static PastBalance balance(AccountId account, Instant at, CreditUnit unit, long available, long held) {
        return new PastBalance(
                account,
                at,
                dev.credits.money.Amount.ofMinor(available, unit),
                dev.credits.money.Amount.ofMinor(held, unit));
    }
}
