package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.PastBalance;
import dev.credits.testkit.law.Breach;
import dev.credits.testkit.law.Reckoning;
import dev.credits.testkit.law.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Balances of the past that were told in the course of a history: none may change afterwards. Only such are asked for as no
 * clock will ever show again.
 */
final class Pasts {
    private final History history;
    private final Reckoning reckoning;
    private final Consumer<Breach> broken;
    private final Instant[] over;
    private final Map<AccountId, Map<Instant, Optional<PastBalance>>> told = new LinkedHashMap<>();
    private Instant asked = Instant.MIN;

    Pasts(History history, Reckoning reckoning, Consumer<Breach> broken) {
        this.history = history;
        this.reckoning = reckoning;
        this.broken = broken;
        this.over = over(history);
    }

    /** Asks what all had at the last instant that is over after so many steps, and just before it. */
    void ask(Run run, int steps) {
        Instant last = over[steps].minusNanos(1000);
        if (last.isAfter(asked)) {
            asked = last;
            for (AccountId account : history.accounts()) {
                Map<Instant, Optional<PastBalance>> own = told.computeIfAbsent(account, any -> new LinkedHashMap<>());
                own.put(last, run.ledger().balanceAt(account, last));
            }
        }
    }

    /** Asks once more for everything that was told. */
    void again(Run run) {
        told.forEach((account, own) -> own.forEach((at, before) -> {
            Optional<PastBalance> now = run.ledger().balanceAt(account, at);
            if (!now.equals(before)) {
                broken.accept(new Breach(
                        Rule.PAST,
                        account + " had at " + at + " first " + before + "\n  and now " + now + " on " + run.name()));
            }
        }));
    }

    /** At the end everybody tells what was told before, and what was booked and due by then. */
    void end(List<Run> runs) {
        runs.forEach(this::again);
        told.forEach((account, own) -> own.forEach((at, before) -> {
            List<Long> must = reckoning.past(account, at);
            List<Long> was = before.map(past ->
                            List.of(past.available().minor(), past.held().minor()))
                    .orElse(List.of());
            if (!was.equals(must)) {
                broken.accept(new Breach(
                        Rule.PAST,
                        account + " is told to have had " + was + " at " + at + "; booked and due by then was "
                                + must));
            }
        }));
    }

    /** After so many steps, the instant before which no clock will show anything any more. */
    private static Instant[] over(History history) {
        List<Instant> lowest = new ArrayList<>();
        Map<Integer, Duration> skews = new HashMap<>();
        Instant now = history.start();
        lowest.add(lowest(now, skews));
        for (Step step : history.steps()) {
            if (step instanceof Step.Clock clock) {
                now = clock.now();
            } else if (step instanceof Step.Skew skew) {
                skews.put(skew.process(), skew.by());
            }
            lowest.add(lowest(now, skews));
        }
        Instant[] over = lowest.toArray(Instant[]::new);
        for (int i = over.length - 2; i >= 0; i--) {
            over[i] = over[i].isBefore(over[i + 1]) ? over[i] : over[i + 1];
        }
        return over;
    }

    private static Instant lowest(Instant now, Map<Integer, Duration> skews) {
        Duration least = skews.values().stream().reduce(Duration.ZERO, (a, b) -> a.compareTo(b) < 0 ? a : b);
        return now.plus(least);
    }
}
