package dev.credits.testkit.law;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What funding, limits and times must come to, by the laws' own words: reckoned from what was asked and what was booked, one
 * unit of work after the other, with plain sums over everything that was ever spent and held. No rule of the ledger's is
 * asked, so its mistakes are not repeated here.
 */
public final class Reckoning {
    private final Consumer<Breach> breaches;
    private final Asked asked = new Asked();
    private final Kinship kinship = new Kinship(asked);
    private final Timeline timeline = new Timeline(this::broken);
    private final Map<AccountId, Map<Window, Allowance>> allowances = new HashMap<>();
    private final Map<TransactionId, Portion> spent = new HashMap<>();
    private final Map<TransactionId, Portion> holds = new HashMap<>();

    public Reckoning(Consumer<Breach> breaches) {
        this.breaches = breaches;
    }

    /** A command is sent; every one must be told before what it books. */
    public void asked(Command command) {
        asked.add(command);
    }

    /** A unit of work was committed. */
    public void booked(List<Entry> unit) {
        timeline.unit(unit);
        for (Entry entry : unit) {
            kinship.entry(entry);
            limits(entry);
            switch (entry.kind()) {
                case CHARGE -> charge(entry);
                case RESERVE, EXTEND -> reserve(entry);
                case CAPTURE, SETTLE -> settle(entry);
                case RELEASE, LAPSE -> holds.remove(hold(entry));
                case REVERSE -> reverse(entry);
                default -> {}
            }
        }
    }

    /** What an account had at an instant: available and held, or nothing if it was not open. */
    public List<Long> past(AccountId account, Instant at) {
        return timeline.at(account, at)
                .map(moment -> List.of(moment.available(), moment.held()))
                .orElse(List.of());
    }

    /** Compares what the limits of an account say of themselves, asked by a clock that shows {@code now}. */
    public void compare(AccountId account, List<Limit> found, Instant now) {
        Map<Window, Allowance> own = allowances.getOrDefault(account, Map.of());
        if (!own.keySet().equals(found.stream().map(Limit::window).collect(java.util.stream.Collectors.toSet()))) {
            broken(Rule.COUNTER, account + " was given limits " + own.keySet() + ", and has " + found);
            return;
        }
        for (Limit limit : found) {
            compare(limit, Objects.requireNonNull(own.get(limit.window())), now);
        }
    }

    private void compare(Limit limit, Allowance own, Instant now) {
        Calendar.Span span = own.span(limit.period());
        Instant least = now.isAfter(timeline.last(limit.account())) ? now : timeline.last(limit.account());
        if (limit.window().rolls()
                && (!span.start().equals(limit.period())
                        || limit.period().isBefore(own.span(least).start()))) {
            broken(Rule.COUNTER, limit + " counts no window that holds " + least + ": " + own.span(least));
        }
        long held = own.counts(span, through(holds, limit.account()));
        long used = Math.addExact(own.counts(span, through(spent, limit.account())), held);
        if (limit.most() != own.most()
                || limit.extra() != own.extra(span)
                || limit.held() != held
                || limit.used() != used) {
            broken(
                    Rule.COUNTER,
                    limit + " uses " + limit.used() + "; it must allow " + own.most() + " and " + own.extra(span)
                            + " extra, hold " + held + " and use " + used);
        }
    }

    private void limits(Entry entry) {
        Map<Window, Allowance> own = allowances.computeIfAbsent(entry.account(), any -> new EnumMap<>(Window.class));
        asked.of(entry, SetLimit.class).ifPresent(command -> {
            Allowance before = own.get(command.window());
            if (before != null && command.yields() && before.terms().plan() == null) {
                return;
            }
            if (command.most() == null) {
                own.remove(command.window());
            } else {
                own.put(command.window(), Allowance.set(command, before));
            }
        });
        asked.of(entry, GrantExtra.class)
                .ifPresent(command -> Objects.requireNonNull(own.get(command.window()))
                        .extra(entry.counted(), command.amount().minor()));
        asked.of(entry, ResetUsage.class)
                .ifPresent(command -> Objects.requireNonNull(own.get(command.window()))
                        .forgive(entry.counted(), through(spent, entry.account())));
    }

    private void charge(Entry entry) {
        Portion portion = new Portion(way(entry), -entry.change(), entry.counted());
        spent.put(entry.transaction(), portion);
        taken(entry, portion, portion.amount());
    }

    private void reserve(Entry entry) {
        long more = entry.heldChange();
        TransactionId id = hold(entry);
        Portion before = holds.get(id);
        if (before == null) {
            holds.put(id, new Portion(way(entry), more, entry.counted()));
        } else if (more > 0) {
            holds.put(id, before.extended(more, entry.counted()));
        }
        if (more > 0) {
            Portion now = Objects.requireNonNull(holds.get(id));
            taken(entry, now, now.reserved());
        }
    }

    private void settle(Entry entry) {
        Portion held = Objects.requireNonNull(holds.get(hold(entry)));
        long amount = -entry.change();
        long beyond = Math.max(0, amount - held.amount());
        Portion portion = new Portion(held.way(), amount, beyond > 0 ? entry.counted() : held.counted());
        spent.put(entry.transaction(), portion);
        if (entry.kind() == dev.credits.ledger.EntryKind.CAPTURE) {
            held.less(amount);
        } else {
            holds.remove(hold(entry));
        }
        if (beyond > 0) {
            taken(entry, portion, Math.addExact(held.reserved(), beyond));
        }
    }

    private void reverse(Entry entry) {
        if (entry.isAgainst(Boundary.SPENT)) {
            IdempotencyKey of = Objects.requireNonNull(entry.reverses());
            Objects.requireNonNull(spent.get(TransactionId.of(entry.spender(), of)))
                    .less(entry.change());
        }
    }

    /** Credits were taken that were not before: by somebody who has them to spend, within every limit on the way. */
    private void taken(Entry entry, Portion portion, long call) {
        if (!portion.way().equals(kinship.way(entry.spender()))) {
            broken(
                    Rule.FUNDING,
                    entry.spender() + " spends what " + kinship.way(entry.spender()) + " have, and takes by "
                            + portion.way() + ": " + entry);
        }
        for (AccountId account : portion.way()) {
            allowances.getOrDefault(account, Map.of()).values().forEach(own -> within(entry, account, own, call));
        }
    }

    private void within(Entry entry, AccountId account, Allowance own, long call) {
        Instant counted = entry.counted();
        if (!own.binds(counted)) {
            return;
        }
        Calendar.Span span = own.span(counted);
        long used = own.window() == Window.CALL
                ? call
                : Math.addExact(own.counts(span, through(spent, account)), own.counts(span, through(holds, account)));
        long allowed = Math.addExact(own.most(), own.extra(span));
        if (used > allowed) {
            broken(
                    Rule.LIMIT,
                    "the " + own.window() + " limit of " + account + " allows " + allowed + ", and " + used
                            + " are spent and held from " + span.start() + " on: " + entry);
        }
    }

    private static List<Portion> through(Map<TransactionId, Portion> portions, AccountId account) {
        return portions.values().stream()
                .filter(portion -> portion.passes(account))
                .toList();
    }

    private static List<AccountId> way(Entry entry) {
        List<AccountId> way = new ArrayList<>(entry.route().path());
        way.add(entry.account());
        return way;
    }

    private static TransactionId hold(Entry entry) {
        return TransactionId.of(entry.spender(), Objects.requireNonNull(entry.hold()));
    }

    private void broken(Rule rule, String what) {
        breaches.accept(new Breach(rule, what));
    }
}
