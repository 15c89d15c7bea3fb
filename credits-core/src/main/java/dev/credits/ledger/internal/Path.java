package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Pardons;
import dev.credits.ledger.Shadow;
import dev.credits.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that spending passes, from the one that spends up to the one whose credits it takes: the limits of all of
 * them bind, and their counters move together.
 */
final class Path {
    private final Book book;
    private final List<Desk> desks;
    private final List<Shadow> shadows = new ArrayList<>(0);
    private final List<Pardons> pardons = new ArrayList<>(0);

    /** The spender first, the funder last; they may be the same. */
    Path(Book book, List<Desk> desks) {
        this.book = book;
        this.desks = desks;
    }

    Desk funder() {
        return desks.get(desks.size() - 1);
    }

    int size() {
        return desks.size();
    }

    /** The accounts below the funder, the spender first. */
    List<AccountId> below() {
        return desks.subList(0, desks.size() - 1).stream().map(Desk::id).toList();
    }

    /** Limits in shadow that have been gone beyond. */
    List<Shadow> shadows() {
        return shadows;
    }

    /** Limits that had forgiven something when something was spent. */
    List<Pardons> pardons() {
        return pardons;
    }

    /** True if every account on it may spend. */
    boolean isAble() {
        return desks.stream().allMatch(desk -> desk.status == AccountStatus.OPEN);
    }

    /** True if the limits that count an open hold count all of it, as they do unless a row was changed by hand. */
    boolean holds(Hold hold) {
        return desks.stream()
                .flatMap(desk -> desk.limits().all().stream())
                .filter(limit -> limit.isInForce() && limit.counts(hold.counted()))
                .allMatch(limit -> limit.held() >= hold.open());
    }

    /** Refuses unless every account on it may spend. */
    void requireAble() {
        desks.forEach(Turn::able);
    }

    /** When what is taken now counts: never in a window that has been left. Every limit now counts the window of that time. */
    Instant begin() {
        Instant now = funder().now();
        for (Desk desk : desks) {
            for (Limit limit : desk.limits().all()) {
                now = limit.isInForce() && limit.period().isAfter(now) ? limit.period() : now;
            }
        }
        Instant counted = now;
        each(limit -> limit.at(counted));
        return counted;
    }

    /** Refuses what goes beyond a limit, and notes what goes beyond one in shadow; to ask for nothing goes beyond none. */
    void require(Instant counted, Ask ask) {
        Limit binding = null;
        long beyond = 0;
        for (Desk desk : desks) {
            for (Limit limit : desk.limits().all()) {
                long asked = limit.isInForce() ? ask.of(limit) : 0;
                long excess = asked > 0 ? limit.excess(asked) : 0;
                if (excess > 0 && limit.isEnforced(counted) && (binding == null || clearsLater(limit, binding, ask))) {
                    binding = limit;
                    beyond = excess;
                } else if (excess > 0 && limit.terms().shadow() && !limit.isLifted(counted)) {
                    shadows.add(new Shadow(limit.account(), limit.window(), excess));
                }
            }
        }
        if (binding != null) {
            throw Refusal.limited(binding, beyond, clears(binding, ask));
        }
    }

    /** How much more may be taken where so much is asked: no more than every limit leaves. */
    long within(Instant counted, long asked, Ask already) {
        long most = asked;
        for (Desk desk : desks) {
            for (Limit limit : desk.limits().all()) {
                if (limit.isEnforced(counted)) {
                    most = Math.min(most, Math.negateExact(limit.excess(already.of(limit))));
                }
            }
        }
        return Math.max(0, most);
    }

    /** Notes the limits in shadow that so much more goes beyond. */
    void shade(Instant counted, Ask ask) {
        for (Desk desk : desks) {
            for (Limit limit : desk.limits().all()) {
                long excess = limit.isInForce() && limit.terms().shadow() ? limit.excess(ask.of(limit)) : 0;
                if (excess > 0 && !limit.isLifted(counted)) {
                    shadows.add(new Shadow(limit.account(), limit.window(), excess));
                }
            }
        }
    }

    /** Counts so much more as spent and held, in every window that holds {@code counted}. */
    void count(Instant counted, long spent, long held) {
        each(limit -> limit.counts(counted) ? limit.plus(spent, held) : limit);
    }

    /** Moves an open hold to the window of {@code now} where it counted in one before, and counts so much more. */
    void recount(Hold hold, long spent, long held, Instant now) {
        each(limit -> {
            boolean here = limit.counts(hold.counted());
            return limit.counts(now) ? limit.plus(spent, here ? held - hold.open() : held) : limit;
        });
    }

    /**
     * Gives back room for so much of what was spent, in every window that it counted in. What a limit has forgiven since has
     * had its room, and gives none again: answers the limits that have forgiven less now, as they were.
     */
    List<Limit> refund(Entry spent, long amount) {
        List<Limit> forgiven = new ArrayList<>(0);
        for (Desk desk : desks) {
            for (Limit limit : desk.limits().all()) {
                if (limit.isInForce() && limit.counts(spent.counted())) {
                    long again = spent.route().pardonsOf(limit) < limit.pardons() && desk.status != AccountStatus.CLOSED
                            ? Math.min(amount, limit.reset())
                            : 0;
                    desk.limits().put(limit.plus(-amount, 0).forgiving(limit.reset() - again, limit.pardons()));
                    if (again > 0) {
                        forgiven.add(limit);
                    }
                }
            }
        }
        return forgiven;
    }

    /** Adds to what each account has used. */
    void use(@Nullable String feature, Instant counted, long amount) {
        if (amount == 0) {
            return;
        }
        for (Desk desk : desks) {
            book.spend(desk.id(), feature, counted, amount);
            for (Limit limit : desk.limits().all()) {
                if (amount > 0 && limit.isInForce() && limit.pardons() > 0) {
                    pardons.add(new Pardons(limit.account(), limit.window(), limit.pardons()));
                }
            }
        }
    }

    private void each(UnaryOperator<Limit> change) {
        for (Desk desk : desks) {
            List<Limit> limits = desk.limits().all();
            for (int i = 0; i < limits.size(); i++) {
                Limit limit = limits.get(i);
                Limit next = limit.isInForce() ? change.apply(limit) : limit;
                if (!next.equals(limit)) {
                    desk.limits().put(next);
                }
            }
        }
    }

    /** When time alone lets so much pass a limit, or null if it does not. */
    private static @Nullable Instant clears(Limit limit, Ask ask) {
        boolean fits = limit.window().rolls() && ask.of(limit) <= limit.most();
        return fits ? limit.resets() : null;
    }

    private static boolean clearsLater(Limit one, Limit other, Ask ask) {
        Instant otherClears = clears(other, ask);
        Instant oneClears = clears(one, ask);
        return otherClears != null && (oneClears == null || oneClears.isAfter(otherClears));
    }

    /** How much is asked of a limit. */
    interface Ask {
        long of(Limit limit);

        /** As much of every limit. */
        static Ask of(long amount) {
            return limit -> amount;
        }

        /** For more on a hold: of a single call all that it was and is to be; of a window in which it does not count yet all that is open. */
        static Ask of(Hold hold, long more) {
            return limit -> {
                if (limit.window() == Window.CALL) {
                    return Math.addExact(hold.reserved(), more);
                }
                return limit.counts(hold.counted()) ? more : Math.addExact(hold.open(), more);
            };
        }
    }
}
