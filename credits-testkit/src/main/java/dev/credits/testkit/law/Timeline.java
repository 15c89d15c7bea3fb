package dev.credits.testkit.law;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** When what happened on each account took effect: at its booking, or when it was due. */
final class Timeline {
    private final Map<AccountId, List<Moment>> moments = new HashMap<>();
    private final BiConsumer<Rule, String> broken;

    Timeline(BiConsumer<Rule, String> broken) {
        this.broken = broken;
    }

    /** One unit of work. */
    void unit(List<Entry> unit) {
        Set<Returned> returned = new HashSet<>();
        Map<TransactionId, Entry> begun = new HashMap<>();
        for (Entry entry : unit) {
            Entry first = begun.computeIfAbsent(entry.transaction(), any -> entry);
            if (!entry.at().equals(first.at())) {
                broken.accept(Rule.INSTANT, "one command has two times: " + first + "\n  and " + entry);
            }
            if (isDue(entry, returned)) {
                byTheClock(entry);
            }
            entry.moves().stream()
                    .filter(move -> move.remaining() > 0)
                    .forEach(move -> returned.add(Returned.of(entry, move)));
            order(entry);
        }
    }

    /** What an account had at an instant, by what took effect until then. */
    Optional<Moment> at(AccountId account, Instant at) {
        Moment last = null;
        for (Moment moment : moments.getOrDefault(account, List.of())) {
            last = moment.at.isAfter(at) ? last : moment;
        }
        return Optional.ofNullable(last);
    }

    /** When the last thing on an account was booked, or the beginning of time. */
    Instant last(AccountId account) {
        List<Moment> all = moments.getOrDefault(account, List.of());
        return all.isEmpty() ? Instant.MIN : all.get(all.size() - 1).booked;
    }

    /** True for what time alone brings about; a lot that expires because the same transaction filled it is not. */
    private static boolean isDue(Entry entry, Set<Returned> returned) {
        return entry.kind() == EntryKind.LAPSE
                || entry.kind() == EntryKind.START
                || (entry.kind() == EntryKind.EXPIRE
                        && (entry.memo().by().equals(Actor.CLOCK)
                                || entry.moves().stream()
                                        .noneMatch(move -> returned.contains(Returned.of(entry, move)))));
    }

    private void byTheClock(Entry entry) {
        Instant due = entry.due();
        if (!entry.memo().by().equals(Actor.CLOCK) || due == null || due.isAfter(entry.at())) {
            broken.accept(Rule.ORDER, "what time brought about is not booked by the clock as due: " + entry);
        }
    }

    private void order(Entry entry) {
        List<Moment> all = moments.computeIfAbsent(entry.account(), any -> new ArrayList<>());
        Instant due = entry.due();
        Instant effect = due != null && entry.memo().by().equals(Actor.CLOCK) ? due : entry.at();
        if (!all.isEmpty() && effect.isBefore(all.get(all.size() - 1).at)) {
            broken.accept(Rule.ORDER, "it took effect before what was booked before it: " + entry);
        }
        all.add(new Moment(effect, entry.at(), entry.available(), entry.held()));
    }

    record Moment(Instant at, Instant booked, long available, long held) {}

    private record Returned(TransactionId transaction, AccountId account, int lot) {
        static Returned of(Entry entry, LotMove move) {
            return new Returned(entry.transaction(), entry.account(), move.lot());
        }
    }
}
