package dev.credits.testkit.fault;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limits;
import dev.credits.ledger.Statement;
import dev.credits.ledger.Verification;
import dev.credits.spi.Storage;
import dev.credits.testkit.ManualClock;
import dev.credits.testkit.law.Observed;
import dev.credits.testkit.law.Reckoning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A storage, the processes on it, and a clock, while one history happens to them. All on one thread. */
final class World {
    private static final Duration BEYOND_EVERY_DEADLINE = Duration.ofDays(400);

    private final Storage storage;
    private final Limits limits;
    private final int verifyEvery;
    private final ManualClock clock;
    private final Witness witness = new Witness();
    private final Reckoning reckoning = new Reckoning(breach -> broken(breach.toString(), null));
    private final Ledger onlooker;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private final Map<Mishap, Integer> met = new EnumMap<>(Mishap.class);
    private List<Step> steps = List.of();
    private int next;
    private int lives;
    private @Nullable SimulationFailure failure;

    World(Storage storage, Instant start, int processes, Limits limits, int verifyEvery) {
        this.clock = ManualClock.at(start);
        this.storage = new Observed(storage, () -> {}, reckoning::booked);
        this.limits = limits;
        this.verifyEvery = verifyEvery;
        this.onlooker = Credits.on(storage).withClock(clock).ledger();
        for (int i = 0; i < processes; i++) {
            this.processes.add(newLife(i));
        }
    }

    Storage storage() {
        return storage;
    }

    Limits limits() {
        return limits;
    }

    ManualClock clock() {
        return clock;
    }

    /** A command is about to be sent to some process. */
    void asked(Command command) {
        reckoning.asked(command);
    }

    Witness witness() {
        return witness;
    }

    List<String> transcript() {
        return transcript;
    }

    Map<Mishap, Integer> met() {
        return met;
    }

    void note(String line) {
        transcript.add(line);
    }

    void met(String process, Mishap mishap) {
        note(process + ": " + mishap);
        met.merge(mishap, 1, Integer::sum);
    }

    /** Remembers the first thing that must not happen; thrown at the end of the step, where nobody else catches it. */
    void broken(String what, @Nullable Throwable cause) {
        if (failure == null) {
            failure = new SimulationFailure(what, cause);
        }
    }

    /** The whole history, to the last answer; whatever is thrown on the way is a failure. */
    void run(List<Step> history) {
        try {
            live(history);
            conclude();
        } catch (RuntimeException thrown) {
            throw new SimulationFailure("thrown where nothing was broken: " + thrown, thrown);
        }
    }

    /** Lets all steps happen, and looks at the laws after every so many. */
    private void live(List<Step> history) {
        steps = history;
        next = 0;
        while (next < steps.size()) {
            step();
            if (next % verifyEvery == 0) {
                verify();
            }
        }
    }

    /** Everybody finishes; what is unknown is asked again; all deadlines pass. After each, the laws and the witness are asked. */
    private void conclude() {
        note("- the end: every process finishes what it has begun");
        finish();
        agree();
        note("- what is unknown is sent again");
        processes.set(0, newLife(0));
        witness.nothingIsUnderWay();
        for (Command command : witness.unknown()) {
            processes.get(0).submit(command);
            finish();
        }
        witness.unknown().forEach(command -> broken("a healthy process does not answer " + command, null));
        agree();
        note("- all deadlines pass");
        clock.advance(BEYOND_EVERY_DEADLINE);
        processes.get(0).sweep();
        witness.accounts().forEach(this::holdsNothing);
        agree();
    }

    /** By what is booked: a balance would count a lapsed hold as such, booked or not. */
    private void holdsNothing(AccountId account) {
        EntryFilter filter = EntryFilter.of(account).limit(1000);
        for (Statement page = onlooker.statement(filter); !page.entries().isEmpty(); ) {
            Entry last = page.entries().get(page.entries().size() - 1);
            if (page.next().isEmpty() && last.held() != 0) {
                broken(account + " still holds " + last.held() + " minor units after every deadline", null);
            }
            page = onlooker.statement(filter.after(last.seq()));
        }
    }

    private void finish() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (SimulatedProcess process : processes) {
                busy |= process.run(0);
                throwIfBroken();
            }
        }
    }

    private void agree() {
        verify();
        List<String> contradictions = witness.contradictions(onlooker);
        if (!contradictions.isEmpty()) {
            broken(String.join("\n", contradictions), null);
        }
        throwIfBroken();
    }

    private void verify() {
        Verification verification = onlooker.verify();
        if (!verification.holds()) {
            broken("a law is broken: " + verification.violations(), null);
        }
        witness.accounts().forEach(account -> reckoning.compare(account, onlooker.limits(account), clock.instant()));
        throwIfBroken();
    }

    private void step() {
        Step step = steps.get(next++);
        note("- " + step);
        happen(step);
        throwIfBroken();
    }

    private void happen(Step step) {
        if (step instanceof Step.Advance advance) {
            clock.advance(advance.by());
        } else if (step instanceof Step.Restart restart) {
            processes.get(restart.process()).die();
            processes.set(restart.process(), newLife(restart.process()));
        } else if (step instanceof Step.Prepare prepare) {
            processes.get(prepare.process()).prepare(prepare.mishap(), () -> meanwhile(prepare.meanwhile()));
        } else if (step instanceof Step.Wait wait) {
            processes.get(wait.process()).hasWaited(wait.by());
        } else if (step instanceof Step.Skew skew) {
            processes.get(skew.process()).skew(skew.by());
        } else {
            work(step);
        }
    }

    /** What finds its process dead is sent to the next life of it; only threads die with their process. */
    private void work(Step step) {
        if (step instanceof Step.Send send) {
            living(send.process()).submit(send.command());
        } else if (step instanceof Step.SendAsOne send && living(send.process()).isIdle()) {
            living(send.process()).executeAll(send.commands());
        } else if (step instanceof Step.Sweep sweep) {
            living(sweep.process()).sweep();
        } else if (step instanceof Step.Run run) {
            processes.get(run.process()).run(run.pick());
        }
    }

    private void meanwhile(int count) {
        for (int i = 0; i < count && next < steps.size(); i++) {
            step();
        }
    }

    private SimulatedProcess living(int process) {
        if (!processes.get(process).isAlive()) {
            processes.set(process, newLife(process));
        }
        return processes.get(process);
    }

    private SimulatedProcess newLife(int process) {
        return new SimulatedProcess("process " + process + " (life " + ++lives + ")", this);
    }

    private void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }
}
