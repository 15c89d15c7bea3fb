package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.TransactionId;
import dev.credits.testkit.law.Calendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what comes about in a history when it is run in memory, so that a generator that drifts is seen. */
final class Features {
    private static final Duration MICRO = Duration.ofNanos(1000);

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<SetLimit> limits = new ArrayList<>();
    private final Set<TransactionId> open = new HashSet<>();
    private final Set<TransactionId> switched = new HashSet<>();
    private final Map<TransactionId, List<AccountId>> spent = new HashMap<>();
    private final Map<TransactionId, List<AccountId>> forgiven = new HashMap<>();
    private final Set<AccountId> between = new HashSet<>();
    private Run run = new Run(Subject.memory(), Instant.EPOCH, 1, any -> {});

    Map<String, Integer> counts() {
        return counts;
    }

    void add(History history) {
        List.of(limits, open, switched, between).forEach(java.util.Collection::clear);
        spent.clear();
        forgiven.clear();
        run.close();
        run = new Run(Subject.memory(), history.start(), history.processes(), unit -> unit.forEach(this::booked));
        Instant now = history.start();
        for (Step step : history.steps()) {
            if (step instanceof Step.Clock clock) {
                now = clock.now();
                run.now(now);
                edges(now);
            } else if (step instanceof Step.Skew skew) {
                skew(skew.by());
                run.skew(skew.process(), skew.by());
            } else if (step instanceof Step.Send send) {
                sent(send, now);
            } else if (step instanceof Step.Together list) {
                together(list);
            } else if (step instanceof Step.Sweep sweep) {
                run.ledger(sweep.process()).sweep();
            }
        }
        run.close();
    }

    private void edges(Instant now) {
        note("a clock at the beginning of a window", begins(now));
        note("a clock 1 µs before a window", begins(now.plus(MICRO)));
        note("a clock 1 µs after the beginning of a window", begins(now.minus(MICRO)));
    }

    private boolean begins(Instant at) {
        return limits.stream().anyMatch(limit -> span(limit, at).start().equals(at));
    }

    private static Calendar.Span span(SetLimit limit, Instant at) {
        return Calendar.window(
                limit.window(), limit.terms().zone(), limit.terms().anchor(), at);
    }

    private void skew(Duration by) {
        Duration size = by.abs();
        note("a clock set right", by.isZero());
        note("a clock ahead", by.compareTo(Duration.ZERO) > 0);
        note("a clock behind", by.isNegative());
        note("a clock off by less than a second", !by.isZero() && size.toMillis() < 1000);
        note("a clock off by seconds to minutes", size.toMillis() >= 1000 && size.toMinutes() <= 5);
        note("a clock off by hours or days", size.toMinutes() > 60);
    }

    private void sent(Step.Send send, Instant now) {
        Command command = send.command();
        Instant begun = now.minus(send.waited());
        note("rows waited for", !send.waited().isZero());
        note(
                "rows waited for over the beginning of a window",
                limits.stream().anyMatch(limit -> !span(limit, begun).equals(span(limit, now))));
        before(command);
        Outcome outcome;
        try {
            outcome = run.send(send.process(), List.of(command), send.waited()).get(0);
        } catch (dev.credits.ledger.CreditsException refused) {
            note("a fault", true);
            return;
        }
        if (outcome instanceof Outcome.Applied) {
            after(command);
        }
        note(
                "declined by a limit",
                outcome instanceof Outcome.Declined declined && declined.code() == DeclineCode.LIMIT_EXCEEDED);
    }

    private void together(Step.Together list) {
        AtomicOutcome outcome = run.ledger(list.process()).executeAll(list.commands());
        note("a list booked", outcome instanceof AtomicOutcome.AllBooked);
        note("a list declined", outcome instanceof AtomicOutcome.NoneBooked);
        note(
                "a list that is partly known",
                outcome instanceof AtomicOutcome.NoneBooked none
                        && none.refusal() instanceof Outcome.Declined declined
                        && declined.code() == DeclineCode.OVERTAKEN);
    }

    private void before(Command command) {
        if (command instanceof Extend extend && extend.amount() != null) {
            note("more asked on a hold from before a switch", switched.contains(hold(command, extend.hold())));
        } else if (command instanceof Settle settle) {
            note("a settlement of a hold from before a switch", switched.contains(hold(command, settle.hold())));
        }
    }

    private static TransactionId hold(Command command, dev.credits.ledger.IdempotencyKey hold) {
        return TransactionId.of(command.account(), hold);
    }

    private void after(Command command) {
        if (command instanceof SetLimit limit) {
            boolean again = limits.stream()
                    .anyMatch(other -> other.account().equals(limit.account()) && other.window() == limit.window());
            note("a limit set", !again);
            note("a limit changed", again && limit.most() != null);
            note("a limit lifted", again && limit.most() == null);
            note("a limit set on an account between", between.contains(limit.account()));
            note(
                    "a limit set on somebody who spends another's credits",
                    run.ledger().account(limit.account()).orElseThrow().funding() == Funding.PARENT);
            zone(limit.terms().zone());
            if (limit.most() != null && limit.window().rolls()) {
                limits.add(limit);
            }
        } else if (command instanceof Fund fund) {
            List<TransactionId> own = open.stream()
                    .filter(id -> spent.getOrDefault(id, List.of()).indexOf(fund.account()) == 0)
                    .toList();
            note("isolated with a hold open", fund.funding() == Funding.OWN && !own.isEmpty());
            note("sharing again with a hold open", fund.funding() == Funding.PARENT && !own.isEmpty());
            switched.addAll(own);
        }
    }

    private void zone(ZoneId zone) {
        note("a limit in a zone with summer time", !zone.getRules().isFixedOffset());
        int seconds =
                zone.getRules().getOffset(Instant.parse("2026-01-01T00:00:00Z")).getTotalSeconds();
        note("a limit in a zone of half an hour", seconds % 3600 != 0 && seconds % 1800 == 0);
        note("a limit in a zone of a quarter of an hour", seconds % 1800 != 0 && seconds % 900 == 0);
    }

    private void booked(Entry entry) {
        List<AccountId> way = new ArrayList<>(entry.route().path());
        way.add(entry.account());
        between.addAll(way.subList(Math.min(1, way.size() - 1), way.size() - 1));
        switch (entry.kind()) {
            case RESERVE -> {
                open.add(entry.transaction());
                spent.put(entry.transaction(), way);
            }
            case CHARGE, CAPTURE -> spent.put(entry.transaction(), way);
            case SETTLE -> {
                spent.put(entry.transaction(), way);
                note("a settlement beyond its hold", entry.availableChange() < 0);
                note("a settlement into debt", entry.available() < 0);
                ended(entry);
            }
            case RELEASE, LAPSE -> ended(entry);
            case RESET ->
                spent.forEach((id, gone) -> {
                    if (gone.contains(entry.account())) {
                        forgiven.put(id, gone);
                    }
                });
            case REVERSE ->
                note(
                        "a reversal of what was forgiven",
                        entry.reverses() != null
                                && forgiven.containsKey(TransactionId.of(entry.spender(), entry.reverses())));
            default -> {}
        }
        note("booked: " + entry.kind(), true);
        note(
                "due on an account between",
                (entry.kind() == EntryKind.LAPSE || entry.kind() == EntryKind.EXPIRE)
                        && between.contains(entry.account()));
    }

    private void ended(Entry entry) {
        if (entry.hold() != null) {
            open.remove(TransactionId.of(entry.spender(), entry.hold()));
        }
    }

    private void note(String what, boolean is) {
        counts.merge(what, is ? 1 : 0, Integer::sum);
    }
}
