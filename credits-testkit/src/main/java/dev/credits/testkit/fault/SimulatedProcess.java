package dev.credits.testkit.fault;

import dev.credits.Credits;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.HandSetClock;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.testkit.law.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * One life of a process of the host's: an engine of its own over the common storage. Its threads are a list of what is to
 * be run next, so that the simulator says what runs when. Once dead it tells nobody anything, even if the database still
 * gets to see what it had sent.
 */
final class SimulatedProcess {
    private final String name;
    private final World world;
    private final MishapStorage storage;
    private final Ledger ledger;
    private final List<Runnable> tasks = new ArrayList<>();
    private Duration skew = Duration.ZERO;
    private Duration wait = Duration.ZERO;
    private boolean alive = true;
    private int running;

    SimulatedProcess(String name, World world) {
        this.name = name;
        this.world = world;
        this.storage = new MishapStorage(new Observed(world.storage(), this::locked, any -> {}), this::met);
        this.ledger = Credits.on(storage)
                .withClock(
                        (HandSetClock) () -> world.clock().instant().plus(skew).minus(wait))
                .withLimits(world.limits())
                .withExecutor(this::enqueue)
                .ledger();
    }

    boolean isAlive() {
        return alive;
    }

    boolean isIdle() {
        return tasks.isEmpty() && running == 0;
    }

    void die() {
        alive = false;
        tasks.clear();
    }

    /** Its clock is so much ahead of the others', or behind them. */
    void skew(Duration by) {
        skew = by;
    }

    /** When its next unit of work gets its rows, it has been waiting for them for so long. */
    void hasWaited(Duration time) {
        wait = time;
    }

    private void locked() {
        wait = Duration.ZERO;
    }

    void prepare(Mishap mishap, Runnable meanwhile) {
        storage.prepare(mishap, meanwhile);
    }

    /** A caller hands in a command, and does not wait. */
    void submit(Command command) {
        world.asked(command);
        world.witness().sent(command);
        ledger.submit(command).whenComplete((outcome, thrown) -> {
            if (alive && outcome != null) {
                told(command, outcome);
            } else if (alive && thrown != null) {
                failed(command, thrown);
            }
        });
    }

    /** A caller hands in commands that share a fate, and waits; only when idle, or it would wait for ever. */
    void executeAll(List<Command> commands) {
        commands.forEach(world::asked);
        world.witness().sentAsOne(commands);
        working(() -> {
            AtomicOutcome answer = ledger.executeAll(commands);
            if (alive && answer instanceof AtomicOutcome.AllBooked all) {
                if (all.outcomes().stream().map(Object::getClass).distinct().count() > 1) {
                    world.broken("of a list a part is booked and a part replayed: " + all, null);
                }
                for (int i = 0; i < commands.size(); i++) {
                    told(commands.get(i), all.outcomes().get(i));
                }
            } else if (alive && answer instanceof AtomicOutcome.NoneBooked none) {
                world.note(name + " books none of " + commands.size() + ": " + none.refusal());
                commands.forEach(world.witness()::notBegun);
            }
        });
    }

    void sweep() {
        working(() -> world.note(name + " sweeps: " + ledger.sweep()));
    }

    /** Lets one of its threads go on; false if there is none that could. */
    boolean run(int pick) {
        if (tasks.isEmpty()) {
            return false;
        }
        working(tasks.remove(Math.floorMod(pick, tasks.size())));
        return true;
    }

    private void enqueue(Runnable task) {
        if (alive) {
            tasks.add(task);
        }
    }

    private void met(Mishap mishap) {
        world.met(name, mishap);
        if (mishap.isDeadly()) {
            die();
        }
    }

    private void working(Runnable task) {
        running++;
        try {
            task.run();
        } catch (SimulatedCrash crash) {
            die();
        } catch (CreditsException fault) {
            expected(fault);
        } finally {
            running--;
        }
    }

    private void told(Command command, Outcome outcome) {
        world.note(name + " answers " + command.memo().key() + ": " + outcome);
        world.witness().told(command, outcome);
    }

    private void failed(Command command, Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        Throwable fault = Objects.requireNonNullElse(cause, thrown);
        world.note(name + " fails at " + command.memo().key() + ": " + fault.getMessage());
        if (fault instanceof BusyException busy && busy.isDefinite()) {
            world.witness().notBegun(command);
        } else {
            expected(fault);
        }
    }

    /** A living process sees no fault but the ones that were prepared, and those say that they may pass. */
    private void expected(Throwable fault) {
        boolean passing = fault instanceof CreditsException known && known.retryable();
        if (alive && !passing) {
            world.broken(name + " failed where nothing was broken: " + fault, fault);
        }
    }
}
