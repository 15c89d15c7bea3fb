package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Funding;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.Source;
import dev.credits.ledger.Statement;
import dev.credits.ledger.Verification;
import dev.credits.testkit.ManualClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs one history on all subjects side by side, and stops at the first thing that is not as it must be. */
final class Trial {
    /** Every outcome is compared; how accounts stand, at so many moments of a history, and at its end. */
    private static final int LOOKS = 6;

    /** At its end so many commands are asked for again by their keys. */
    private static final int ASKED = 40;

    private final History history;
    private final ManualClock clock;
    private final List<Run> runs = new ArrayList<>();
    private final Set<Instant> instants = new LinkedHashSet<>();

    private Trial(History history) {
        this.history = history;
        this.clock = ManualClock.at(history.start());
    }

    /** What went wrong, or nothing. */
    static Optional<String> of(History history, List<Subject> subjects) {
        Trial trial = new Trial(history);
        try {
            subjects.forEach(subject -> trial.runs.add(new Run(subject, trial.clock)));
            trial.run();
            return Optional.empty();
        } catch (Difference difference) {
            return Optional.of(difference.what);
        } catch (RuntimeException fault) {
            StackTraceElement[] stack = fault.getStackTrace();
            return Optional.of(fault + (stack.length == 0 ? "" : " at " + stack[0]));
        } finally {
            trial.close();
        }
    }

    private void run() {
        List<Command> waiting = new ArrayList<>();
        for (Step step : history.steps()) {
            if (step instanceof Step.Send send) {
                waiting.add(send.command());
                continue;
            }
            send(waiting);
            waiting.clear();
            if (step instanceof Step.Clock time) {
                instants.add(clock.instant());
                clock.set(time.now());
                if (instants.size() % LOOKS == 0) {
                    standing();
                }
            } else {
                same("sweep", Ledger::sweep);
            }
        }
        send(waiting);
        standing();
        laws();
        same("a sweep at the end", Ledger::sweep);
        standing();
        past();
        laws();
    }

    /** Sends commands, and compares every outcome; the first subject must have foreseen its own. */
    private void send(List<Command> commands) {
        List<Outcome> expected = new ArrayList<>();
        Ledger model = runs.get(0).ledger();
        for (Command command : commands) {
            Outcome preview = model.preview(command);
            Outcome outcome = runs.get(0).send(List.of(command)).get(0);
            require(
                    !isAdministrative(command)
                            || !(outcome instanceof Outcome.Applied applied)
                            || applied.booking().entries().stream().anyMatch(entry -> tells(entry, command)),
                    () -> command + " left no line in the audit trail: " + outcome);
            require(
                    preview.equals(outcome),
                    () -> "the preview of " + command + "\n  was " + preview + "\n  and it came to " + outcome);
            expected.add(outcome);
        }
        for (Run run : runs.subList(1, runs.size())) {
            List<Outcome> found = run.send(commands);
            for (int i = 0; i < commands.size(); i++) {
                compare(String.valueOf(commands.get(i)), expected.get(i), run.name(), found.get(i));
            }
        }
    }

    private static boolean isAdministrative(Command command) {
        return command instanceof SetPlan
                || command instanceof SetLimit
                || command instanceof GrantExtra
                || command instanceof ResetUsage;
    }

    private static boolean tells(Entry entry, Command command) {
        return entry.amendment() != null
                && entry.memo().by().equals(command.memo().by())
                && Objects.equals(entry.memo().reason(), command.memo().reason());
    }

    /** How every account stands now. */
    private void standing() {
        for (AccountId account : history.accounts()) {
            same("account " + account, ledger -> ledger.account(account));
            same("lots of " + account, ledger -> ledger.lots(account));
            same("open holds of " + account, ledger -> Set.copyOf(ledger.openHolds(account)));
            same("limits of " + account, ledger -> ledger.limits(account));
            Ledger model = runs.get(0).ledger();
            model.account(account)
                    .filter(state -> state.funding() != Funding.METERED)
                    .ifPresent(state -> {
                        long spendable = model.lots(account).stream()
                                .filter(lot -> lot.isSpendable(clock.instant()))
                                .mapToLong(lot -> lot.remaining())
                                .sum();
                        require(
                                spendable - state.debt() == state.totals().available(),
                                () -> account + " has lots of " + spendable + ", a debt of " + state.debt()
                                        + " and available " + state.totals().available());
                    });
        }
    }

    /** Everything that was ever booked, and the balances of the past. */
    private void past() {
        for (AccountId account : history.accounts()) {
            filters(EntryFilter.of(account))
                    .forEach(filter -> same("statement of " + filter, ledger -> statement(ledger, filter)));
            same("children of " + account, ledger -> ledger.children(account, null, 100));
            same("audit of " + account, ledger -> ledger.audit(account, Long.MAX_VALUE, 1000));
            audited(account);
            usage(account);
            for (Instant at : some(instants, LOOKS)) {
                same("balance of " + account + " at " + at, ledger -> ledger.balanceAt(account, at));
            }
        }
        for (Command command : some(history.commands(), ASKED)) {
            same(
                    "outcome of " + command.memo().key() + " on " + command.account(),
                    ledger -> ledger.outcome(command.account(), command.memo().key()));
            if (command instanceof Reserve) {
                same(
                        "hold " + command.memo().key(),
                        ledger -> ledger.hold(command.account(), command.memo().key()));
            }
        }
    }

    /** The trail is what was changed, all of it and nothing else, newest first. */
    private void audited(AccountId account) {
        List<Entry> changes = new ArrayList<>();
        for (Statement page : statement(runs.get(0).ledger(), EntryFilter.of(account))) {
            page.entries().stream().filter(entry -> entry.amendment() != null).forEach(entry -> changes.add(0, entry));
        }
        List<Entry> trail =
                runs.get(0).ledger().audit(account, Long.MAX_VALUE, 1000).entries();
        require(
                changes.equals(trail),
                () -> "the trail of " + account + "\n  is " + trail + "\n  and the changes are " + changes);
    }

    /** What was used through an account in the last year, by the days of two calendars. */
    private void usage(AccountId account) {
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"))) {
            LocalDate last = clock.instant().atZone(zone).toLocalDate().plusDays(2);
            same(
                    "usage of " + account + " in " + zone,
                    ledger -> ledger.usage(account, last.minusDays(390), last, zone));
        }
    }

    /** About so many, evenly over all. */
    private static <T> List<T> some(Collection<T> values, int about) {
        List<T> all = List.copyOf(values);
        int step = Math.max(1, all.size() / about);
        return IntStream.iterate(0, i -> i < all.size(), i -> i + step)
                .mapToObj(all::get)
                .toList();
    }

    private void laws() {
        for (Run run : runs) {
            Verification verification = run.ledger().verify();
            require(verification.holds(), () -> run.name() + " breaks laws: " + verification.violations());
        }
        same("verification", Ledger::verify);
    }

    private List<EntryFilter> filters(EntryFilter all) {
        Instant middle = instants.stream().skip(instants.size() / 2).findFirst().orElse(history.start());
        return List.of(
                all,
                all.limit(7),
                all.kinds(EntryKind.CHARGE, EntryKind.GRANT, EntryKind.LAPSE).limit(5),
                all.source(Source.PAID),
                all.by(Actor.of("alice")).feature("chat"),
                all.by(Actor.CLOCK),
                all.text("REASON 1"),
                all.between(middle, null),
                all.between(null, middle));
    }

    private static List<Statement> statement(Ledger ledger, EntryFilter filter) {
        List<Statement> pages = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            Statement page = ledger.statement(filter.after(next.getAsLong()));
            pages.add(page);
            next = page.next();
        }
        return pages;
    }

    private void same(String what, Function<Ledger, Object> question) {
        Object expected = question.apply(runs.get(0).ledger());
        for (Run run : runs.subList(1, runs.size())) {
            compare(what, expected, run.name(), question.apply(run.ledger()));
        }
    }

    private void compare(String what, Object expected, String name, Object found) {
        require(
                Objects.equals(expected, found),
                () -> what + "\n  " + runs.get(0).name() + ": " + expected + "\n  " + name + ": " + found);
    }

    private void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Difference("at " + clock + ": " + otherwise.get());
        }
    }

    private void close() {
        runs.forEach(Run::close);
    }

    /** Something is not as it must be. */
    private static final class Difference extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String what;

        Difference(String what) {
            super(what, null, false, false);
            this.what = what;
        }
    }
}
