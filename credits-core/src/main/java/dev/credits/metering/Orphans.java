package dev.credits.metering;

import dev.credits.ledger.Booking;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Hold;
import dev.credits.metering.OrphanResolver.Orphan;
import dev.credits.metering.Search.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks about holds that are about to lapse or have lapsed, and settles them by the answers. */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final int PAGE = 200;

    private final Metering metering;
    private final Office office;
    private final OrphanResolver resolver;
    private final FailurePolicy otherwise;
    private final List<Bill> bills = new ArrayList<>();
    private int failed;

    Orphans(Metering metering, Office office, OrphanResolver resolver, FailurePolicy otherwise) {
        this.metering = metering;
        this.office = office;
        this.resolver = resolver;
        this.otherwise = otherwise;
    }

    /** Goes through the holds of all accounts by their deadlines, as many as the search allows. */
    Resolution look(Search search) {
        Instant now = office.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Place place = search.from();
        int left = search.most();
        while (left > 0) {
            List<Hold> page = office.ledger()
                    .unended(
                            place == null ? now.minus(search.back()) : place.deadline(),
                            place == null ? null : place.hold(),
                            now.plus(search.ahead()),
                            Math.min(left, PAGE),
                            this::passOver);
            page.stream().filter(hold -> Keys.isCall(hold.key())).forEach(this::settle);
            if (page.size() < Math.min(left, PAGE)) {
                return new Resolution(bills, failed, null);
            }
            Hold last = page.get(page.size() - 1);
            place = new Place(last.deadline(), last.id());
            left -= page.size();
        }
        return new Resolution(bills, failed, place);
    }

    private void passOver(CreditsException unreadable) {
        failed++;
        LOG.warn("a hold is passed over, and may be of a call: {}", unreadable.getMessage());
    }

    private void settle(Hold hold) {
        try {
            boolean open = hold.isOpen();
            if (open || office.bills().ends(hold).isEmpty()) {
                office.ledger().outcome(hold.account(), hold.key()).ifPresent(reserve -> settle(hold, reserve));
            }
        } catch (RuntimeException fault) {
            failed++;
            LOG.warn("hold {} of {} could not be resolved; it is tried again", hold.key(), hold.account(), fault);
        }
    }

    private void settle(Hold hold, Booking reserve) {
        Map<String, String> notes = Notes.of(reserve);
        Attempt attempt = metering.resumed(hold, notes).orElse(null);
        if (attempt == null) {
            LOG.warn("hold {} of {} says nothing of its call", hold.key(), hold.account());
            return;
        }
        Bill bill = settle(attempt, new Orphan(Keys.request(hold.key()), hold, attempt.ask(), Notes.hosts(reserve)));
        if (bill != null) {
            bills.add(bill);
        }
    }

    private @Nullable Bill settle(Attempt attempt, Orphan orphan) {
        Finding finding = resolver.find(orphan);
        if (finding instanceof Finding.Used used) {
            attempt.used(used.usage());
            return attempt.complete();
        }
        if (finding instanceof Finding.Nothing) {
            return attempt.fail(null, FailurePolicy.RELEASE);
        }
        if (finding instanceof Finding.AtWork) {
            attempt.alive();
            return null;
        }
        return attempt.fail(null, otherwise);
    }
}
