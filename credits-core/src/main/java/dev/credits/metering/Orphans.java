package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.metering.OrphanResolver.Orphan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks about holds that are about to lapse or have lapsed, and settles them by the answers. */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final int PAGE = 100;

    private final Metering metering;
    private final Office office;
    private final OrphanResolver resolver;
    private final FailurePolicy otherwise;
    private final List<Bill> bills = new ArrayList<>();

    Orphans(Metering metering, Office office, OrphanResolver resolver, FailurePolicy otherwise) {
        this.metering = metering;
        this.office = office;
        this.resolver = resolver;
        this.otherwise = otherwise;
    }

    /** Everything on all accounts that lapses within {@code window}, or lapsed no longer ago than that. */
    List<Bill> all(Duration window) {
        Ledger ledger = office.ledger();
        Instant by = office.clock().instant().plus(window);
        List<AccountId> accounts = new ArrayList<>();
        for (List<AccountId> page = ledger.due(by, null, PAGE);
                !page.isEmpty();
                page = ledger.due(by, page.get(page.size() - 1), PAGE)) {
            accounts.addAll(page);
        }
        ledger.sweep();
        accounts.forEach(account -> of(account, window));
        return bills;
    }

    private void of(AccountId account, Duration window) {
        Instant now = office.clock().instant();
        Ledger ledger = office.ledger();
        ledger.openHolds(account).stream()
                .filter(hold -> !hold.deadline().isAfter(now.plus(window)))
                .forEach(this::settle);
        EntryFilter lapses = EntryFilter.of(account).kinds(EntryKind.LAPSE).between(now.minus(window), null);
        for (Entry entry : ledger.statement(lapses.limit(PAGE)).entries()) {
            IdempotencyKey key = entry.hold();
            boolean unsettled = key != null
                    && ledger.outcome(account, Keys.LATE_END.of(key)).isEmpty();
            if (key != null && unsettled) {
                ledger.hold(account, key).ifPresent(this::settle);
            }
        }
    }

    private void settle(Hold hold) {
        try {
            Optional<Booking> reserve = office.ledger().outcome(hold.account(), hold.key());
            Map<String, String> metadata =
                    reserve.map(booking -> booking.entry().memo().metadata()).orElse(Map.of());
            metering.resumed(hold, metadata).ifPresent(attempt -> {
                Orphan orphan = new Orphan(hold, attempt.ask(), metadata);
                Finding finding = resolver.find(orphan);
                if (finding instanceof Finding.Used used) {
                    attempt.used(used.usage());
                    bills.add(attempt.complete());
                } else if (finding instanceof Finding.Nothing) {
                    bills.add(attempt.fail(null, FailurePolicy.RELEASE));
                } else if (finding instanceof Finding.AtWork) {
                    attempt.alive();
                } else if (hold.isOpen()) {
                    bills.add(attempt.fail(null, otherwise));
                }
            });
        } catch (RuntimeException failed) {
            LOG.warn("hold {} of {} could not be resolved; it is tried again", hold.key(), hold.account(), failed);
        }
    }
}
