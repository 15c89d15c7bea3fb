package dev.credits.testkit.fault;

import dev.credits.Credits;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Ledger;
import dev.credits.metering.Beginning;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metering;
import dev.credits.metering.NotBegunException;
import dev.credits.metering.OrphanResolver.Orphan;
import dev.credits.metering.Resolution;
import dev.credits.metering.Run;
import dev.credits.metering.Search;
import dev.credits.metering.Settlement;
import dev.credits.metering.Stop;
import dev.credits.metering.UnsettledException;
import dev.credits.money.Amount;
import dev.credits.testkit.fault.Provider.Truth;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One life of a process that meters calls: what it knows is lost when it dies. */
final class MeteredProcess {
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final MeteredWorld world;
    private final GateStorage gate;
    private final Ledger ledger;
    private final Metering metering;
    private final List<Running> runs = new ArrayList<>();
    private final Deque<Waiting> begun = new ArrayDeque<>();
    private final Deque<Owing> unsettled = new ArrayDeque<>();
    private boolean busy;

    MeteredProcess(MeteredWorld world) {
        this.world = world;
        this.gate = new GateStorage(world.storage(), world::met);
        Credits credits = Credits.on(gate).withClock(world.clock()).withExecutor(Runnable::run);
        this.ledger = credits.ledger();
        this.metering = credits.metering(world.prices()).withNonces(world::nonce);
    }

    private record Waiting(Truth truth, Call call) {}

    private record Owing(Truth truth, @Nullable Amount used, Settlement settlement) {}

    private static final class Running {
        final Truth truth;
        final Run run;
        int done;

        Running(Truth truth, Run run) {
            this.truth = truth;
            this.run = run;
        }
    }

    boolean isAlive() {
        return gate.isAlive();
    }

    boolean isBusy() {
        return busy;
    }

    void die() {
        gate.die();
        runs.clear();
        begun.clear();
        unsettled.clear();
    }

    GateStorage gate() {
        return gate;
    }

    boolean worksOn(Truth truth) {
        return runs.stream().anyMatch(running -> running.truth == truth);
    }

    /** Does something as a process does it: it may die of it, or see a fault that may pass. */
    void doing(Runnable work) {
        busy = true;
        try {
            work.run();
        } catch (SimulatedCrash crash) {
            die();
        } catch (CreditsException fault) {
            if (isAlive() && !fault.retryable()) {
                world.broken("failed where nothing was broken: " + fault, fault);
            }
        } finally {
            busy = false;
            if (!isAlive()) {
                die();
            }
        }
    }

    void begin(Truth truth, boolean resuming) {
        Call call = truth.request.call();
        begin(truth, resuming ? call.resume() : call);
    }

    void again() {
        Waiting waiting = begun.poll();
        if (waiting != null) {
            waiting.truth.sent--;
            begin(waiting.truth, waiting.call);
        }
    }

    private void begin(Truth truth, Call call) {
        truth.sent++;
        Beginning beginning;
        try {
            beginning = metering.begin(call);
        } catch (NotBegunException fault) {
            begun.add(new Waiting(truth, fault.call()));
            return;
        }
        world.note("  " + truth.request.id() + ": " + beginning.getClass().getSimpleName());
        if (beginning instanceof Started started) {
            if (truth.started > 0 && !call.resuming() && !truth.takenOver) {
                world.broken(truth + " is begun twice", null);
            }
            truth.takenOver |= call.resuming();
            truth.started++;
            runs.add(new Running(truth, started.run()));
            return;
        }
        Stop why = ((Beginning.Stopped) beginning).why();
        if (why instanceof Stop.Refused) {
            truth.sent--;
        } else if (truth.sent == 1 && truth.policies.isEmpty() && !(why instanceof Stop.Lapsed)) {
            // who asks again so late that the hold has lapsed, or a resolver was asked, is told so
            world.broken(truth + " was sent once, and is told " + why, null);
        }
    }

    void work(int pick) {
        if (!runs.isEmpty()) {
            Running running = runs.get(pick % runs.size());
            if (running.done < running.truth.request.pieces()) {
                running.done++;
                running.truth.done = Math.max(running.truth.done, running.done);
                running.run.add(running.truth.request.piece(running.done));
            }
        }
    }

    void capture(int pick) {
        if (!runs.isEmpty()) {
            runs.get(pick % runs.size()).run.capture();
        }
    }

    void end(int pick, MeteredStep.How how) {
        if (runs.isEmpty()) {
            return;
        }
        Running running = runs.remove(pick % runs.size());
        Truth truth = running.truth;
        Amount known = world.provider().price(truth.request, truth.request.used(running.done));
        switch (how) {
            case COMPLETE -> {
                if (running.done == 0) { // it says nothing, and is charged the most it may use
                    truth.policies.add(world.provider()
                            .price(truth.request, truth.request.ask().usage()));
                } else {
                    truth.used.add(known);
                }
                ended(truth, running.done == 0 ? null : known, running.run::complete);
            }
            case FAIL, CLOSE -> {
                boolean asUsed = truth.request.kept() && running.done > 0;
                (asUsed ? truth.used : truth.policies).add(truth.request.failed(known));
                ended(truth, asUsed ? known : null, () -> running.run.fail(null));
            }
            case FORGET -> {}
        }
    }

    void settle() {
        Owing owing = unsettled.poll();
        if (owing != null) {
            ended(owing.truth, owing.used, () -> metering.settle(owing.settlement));
        }
    }

    private void ended(Truth truth, @Nullable Amount used, Supplier<Bill> end) {
        try {
            Bill bill = end.get();
            if (used != null && isAlive()) {
                truth.heard.add(used);
            }
            if (bill.basis() != Bill.Basis.POLICY) {
                truth.told.add(bill.taken().plus(bill.shortfall()));
            }
        } catch (UnsettledException fault) {
            unsettled.add(new Owing(truth, used, fault.settlement()));
        }
    }

    /** Sends everything again that it knows of. */
    void settleAll() {
        for (int left = unsettled.size(); left > 0; left--) {
            settle();
        }
    }

    void resolve(int most, boolean unknown) {
        Search search = Search.ahead(AHEAD).most(most);
        Resolution found;
        do {
            found = metering.resolve(search, orphan -> find(orphan, unknown), FailurePolicy.RELEASE);
            found.bills().forEach(this::heard);
            search = search.from(found.next());
        } while (found.next() != null);
    }

    private void heard(Bill bill) {
        if (bill.basis() == Bill.Basis.USED && !bill.replayed()) {
            world.provider().of(bill.account(), bill.key().value()).heard.add(bill.credits());
        }
    }

    private Finding find(Orphan orphan, boolean unknown) {
        Truth truth =
                world.provider().of(orphan.hold().account(), orphan.request().value());
        if (unknown) {
            truth.policies.add(Provider.NOTHING);
            return new Finding.Unknown();
        }
        if (world.worksOn(truth) && orphan.hold().isOpen()) {
            return new Finding.AtWork();
        }
        if (truth.done == 0) {
            truth.policies.add(Provider.NOTHING);
            return new Finding.Nothing();
        }
        truth.used.add(world.provider().price(truth.request, truth.request.used(truth.done)));
        return new Finding.Used(truth.request.used(truth.done));
    }

    @Nullable
    Bill bill(Truth truth) {
        return metering.bill(truth.request.account(), truth.request.call().key())
                .orElse(null);
    }

    boolean execute(Command command) {
        return ledger.execute(command).isBooked();
    }

    Ledger ledger() {
        return ledger;
    }
}
