package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
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
import dev.credits.testkit.law.Breach;
import dev.credits.testkit.law.Reckoning;
import dev.credits.testkit.law.Rule;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

/** Runs one history on all subjects side by side, and stops at the first thing that is not as it must be. */
final class Trial {
    /** Every outcome is compared; how accounts stand, at so many moments of a history, and at its end. */
    private static final int LOOKS = 6;

    /** At its end so many commands are asked for again by their keys. */
    private static final int ASKED = 40;

    private final History history;
    private final boolean all;
    private final List<Run> runs = new ArrayList<>();
    private final Set<Instant> instants = new LinkedHashSet<>();
    private final List<Breach> breaches = new ArrayList<>();
    private final Reckoning reckoning = new Reckoning(breaches::add);
    private final Pasts pasts;
    private final Set<AccountId> changed = new LinkedHashSet<>();

    private Trial(History history, boolean all) {
        this.history = history;
        this.all = all;
        this.pasts = new Pasts(history, reckoning, this::broken);
    }

    /** What went wrong first, or nothing. */
    static Optional<Breach> first(History history, List<Subject> subjects) {
        return of(history, subjects, false).stream().findFirst();
    }

    /** Everything that goes wrong. */
    static List<Breach> all(History history, List<Subject> subjects) {
        return of(history, subjects, true);
    }

    /**
     * Commands that share a commit have one time. If clocks disagree that may be later than the time they have one by one, so
     * that they come to something else; then what shares commits is not compared, but the laws are reckoned for it too.
     */
    private static List<Breach> of(History history, List<Subject> subjects, boolean all) {
        List<Breach> breaches = new ArrayList<>();
        List<Subject> compared = new ArrayList<>();
        for (Subject subject : subjects) {
            if (history.isSkewed() && subject.batch() > 1) {
                breaches.addAll(together(history, List.of(subject), all));
            } else {
                compared.add(subject);
            }
        }
        breaches.addAll(0, together(history, compared, all));
        return breaches;
    }

    private static List<Breach> together(History history, List<Subject> subjects, boolean all) {
        Trial trial = new Trial(history, all);
        try {
            for (Subject subject : subjects) {
                boolean model = trial.runs.isEmpty();
                trial.runs.add(
                        new Run(subject, history.start(), history.processes(), model ? trial::booked : any -> {}));
            }
            if (!trial.runs.isEmpty()) {
                trial.run();
            }
        } catch (Broken enough) {
            // what it was is noted
        } catch (RuntimeException fault) {
            trial.breaches.add(new Breach(Rule.FAULT, told(fault)));
        } finally {
            trial.close();
        }
        return trial.breaches;
    }

    private static String told(RuntimeException fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        return fault + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    private void run() {
        List<Step.Send> waiting = new ArrayList<>();
        int number = 0;
        for (Step step : history.steps()) {
            number++;
            if (step instanceof Step.Send send) {
                boolean together = waiting.isEmpty()
                        || (waiting.get(0).process() == send.process()
                                && send.waited().isZero()
                                && waiting.get(0).waited().isZero());
                if (!together) {
                    send(waiting);
                    waiting.clear();
                }
                waiting.add(send);
                continue;
            }
            send(waiting);
            waiting.clear();
            happen(step, number);
        }
        send(waiting);
        standing();
        laws();
        same("a sweep at the end", Ledger::sweep);
        standing();
        past();
        pasts.end(runs);
        laws();
    }

    private void happen(Step step, int number) {
        if (step instanceof Step.Clock time) {
            instants.add(runs.get(0).clock(0));
            runs.forEach(run -> run.now(time.now()));
            if (instants.size() % LOOKS == 0) {
                standing();
            }
            pasts.ask(runs.get(0), number);
        } else if (step instanceof Step.Skew skew) {
            runs.forEach(run -> run.skew(skew.process(), skew.by()));
        } else if (step instanceof Step.Together list) {
            together(list);
        } else if (step instanceof Step.Sweep sweep) {
            same("sweep", run -> run.ledger(sweep.process()).sweep(), runs);
            reckoned();
        }
    }

    /** All of a list or nothing of it: what is known of it before is all, or nothing. */
    private void together(Step.Together list) {
        list.commands().forEach(reckoning::asked);
        Ledger model = runs.get(0).ledger(list.process());
        List<Boolean> known = list.commands().stream()
                .filter(command -> !command.ensures())
                .map(command ->
                        model.outcome(command.account(), command.memo().key()).isPresent())
                .distinct()
                .toList();
        AtomicOutcome outcome = model.executeAll(list.commands());
        require(
                Rule.LIST,
                known.size() < 2 || outcome instanceof AtomicOutcome.NoneBooked,
                () -> "some of " + list.commands() + " was known, and it came to " + outcome);
        require(
                Rule.LIST,
                changed.isEmpty() || outcome instanceof AtomicOutcome.AllBooked,
                () -> "none was booked of " + list.commands() + ", and on " + changed + " something was");
        for (Run run : runs.subList(1, runs.size())) {
            compare("" + list, outcome, run.name(), run.ledger(list.process()).executeAll(list.commands()));
        }
        reckoned();
    }

    private void booked(List<Entry> unit) {
        reckoning.booked(unit);
        for (Entry entry : unit) {
            changed.add(entry.account());
            changed.addAll(entry.route().path());
        }
    }

    /** Sends commands of one process, and compares every outcome; the first subject must have foreseen its own. */
    private void send(List<Step.Send> sends) {
        if (sends.isEmpty()) {
            return;
        }
        int process = sends.get(0).process();
        Duration waited = sends.get(0).waited();
        List<Command> commands = sends.stream().map(Step.Send::command).toList();
        List<Outcome> expected = new ArrayList<>();
        commands.forEach(reckoning::asked);
        if (runs.get(0).isOneByOne()) {
            commands.forEach(command -> expected.add(model(process, command, waited)));
        } else {
            expected.addAll(runs.get(0).send(process, commands, waited));
            reckoned();
        }
        for (Run run : runs.subList(1, runs.size())) {
            List<Outcome> found = run.send(process, commands, waited);
            for (int i = 0; i < commands.size(); i++) {
                compare(String.valueOf(commands.get(i)), expected.get(i), run.name(), found.get(i));
            }
        }
    }

    private @Nullable Outcome model(int process, Command command, Duration waited) {
        Run model = runs.get(0);
        Outcome preview = waited.isZero() ? model.ledger(process).preview(command) : null;
        Outcome outcome;
        try {
            outcome = model.send(process, List.of(command), waited).get(0);
        } catch (CreditsException fault) {
            broken(new Breach(Rule.FAULT, command + "\n  fails: " + told(fault)));
            return null;
        }
        if (preview != null) {
            require(
                    Rule.PREVIEW,
                    preview.equals(outcome),
                    () -> "the preview of " + command + "\n  was " + preview + "\n  and it came to " + outcome);
        }
        require(
                Rule.AUDIT,
                !isAdministrative(command)
                        || !(outcome instanceof Outcome.Applied applied)
                        || applied.booking().entries().stream().anyMatch(entry -> tells(entry, command)),
                () -> command + " left no line in the audit trail: " + outcome);
        reckoned();
        return outcome;
    }

    /** After a step: what was reckoned, and the laws. */
    private void reckoned() {
        Run model = runs.get(0);
        if (!changed.isEmpty()) {
            Verification verification = model.ledger().verify();
            require(Rule.VERIFY, verification.holds(), () -> "" + verification.violations());
        }
        changed.forEach(account -> reckoning.compare(account, model.ledger().limits(account), model.clock(0)));
        changed.clear();
        stopIfBroken();
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
                        Instant clock = runs.get(0).clock(0);
                        Instant now = clock.isAfter(state.at()) ? clock : state.at();
                        long spendable = model.lots(account).stream()
                                .filter(lot -> lot.isSpendable(now))
                                .mapToLong(lot -> lot.remaining())
                                .sum();
                        require(
                                Rule.BALANCE,
                                spendable - state.debt() == state.totals().available(),
                                () -> account + " has lots of " + spendable + ", a debt of " + state.debt()
                                        + " and available " + state.totals().available());
                    });
        }
        pasts.again(runs.get(0));
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
                Rule.AUDIT,
                changes.equals(trail),
                () -> "the trail of " + account + "\n  is " + trail + "\n  and the changes are " + changes);
    }

    /** What was used through an account in the last year, by the days of two calendars. */
    private void usage(AccountId account) {
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"))) {
            LocalDate last = runs.get(0).clock(0).atZone(zone).toLocalDate().plusDays(2);
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
            require(Rule.VERIFY, verification.holds(), () -> run.name() + " breaks laws: " + verification.violations());
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
        same(what, run -> question.apply(run.ledger()), runs);
    }

    private void same(String what, Function<Run, Object> question, List<Run> asked) {
        Object expected = question.apply(asked.get(0));
        for (Run run : asked.subList(1, asked.size())) {
            compare(what, expected, run.name(), question.apply(run));
        }
    }

    private void compare(String what, @Nullable Object expected, String name, Object found) {
        require(
                Rule.SAME,
                Objects.equals(expected, found),
                () -> what + "\n  " + runs.get(0).name() + ": " + expected + "\n  " + name + ": " + found);
    }

    private void require(Rule rule, boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            broken(new Breach(rule, "at " + runs.get(0).clock(0) + ": " + otherwise.get()));
        }
    }

    private void broken(Breach breach) {
        breaches.add(breach);
        stopIfBroken();
    }

    private void stopIfBroken() {
        if (!all && !breaches.isEmpty()) {
            throw new Broken();
        }
    }

    private void close() {
        runs.forEach(Run::close);
    }

    /** Something is not as it must be, and that is enough. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken", null, false, false);
        }
    }
}
