package dev.credits.testkit.law;

import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One limit as it was set, with what was given beside it and what was forgiven. */
final class Allowance {
    private final Window window;
    private final LimitTerms terms;
    private final long most;
    private final List<Extra> extras = new ArrayList<>();
    private final Set<Portion> forgiven = Collections.newSetFromMap(new IdentityHashMap<>());

    private Allowance(Window window, LimitTerms terms, long most) {
        this.window = window;
        this.terms = terms;
        this.most = most;
    }

    /** The limit that a command sets where this one was, or nothing was: the same windows go on with what was given. */
    static Allowance set(SetLimit command, @org.jspecify.annotations.Nullable Allowance before) {
        Amount most = Objects.requireNonNull(command.most());
        Allowance next = new Allowance(command.window(), command.terms(), most.minor());
        if (before != null && before.terms.countsAs(command.terms())) {
            next.extras.addAll(before.extras);
            next.forgiven.addAll(before.forgiven);
        }
        return next;
    }

    Window window() {
        return window;
    }

    LimitTerms terms() {
        return terms;
    }

    long most() {
        return most;
    }

    void extra(Instant at, long amount) {
        extras.add(new Extra(at, amount));
    }

    /** Forgives what has been spent in the window that holds an instant. */
    void forgive(Instant at, Collection<Portion> spent) {
        Calendar.Span span = span(at);
        spent.stream().filter(portion -> span.holds(portion.counted())).forEach(forgiven::add);
    }

    boolean binds(Instant at) {
        return !terms.shadow() && (terms.liftedUntil() == null || !at.isBefore(terms.liftedUntil()));
    }

    long extra(Calendar.Span span) {
        long sum = 0;
        for (Extra extra : extras) {
            sum = span.holds(extra.at) ? Math.addExact(sum, extra.amount) : sum;
        }
        return sum;
    }

    /** What of these counts in a window and was not forgiven. */
    long counts(Calendar.Span span, Collection<Portion> portions) {
        long sum = 0;
        for (Portion portion : portions) {
            if (span.holds(portion.counted()) && !forgiven.contains(portion)) {
                sum = Math.addExact(sum, portion.amount());
            }
        }
        return sum;
    }

    Calendar.Span span(Instant at) {
        return Calendar.window(window, terms.zone(), terms.anchor(), at);
    }

    private record Extra(Instant at, long amount) {}
}
