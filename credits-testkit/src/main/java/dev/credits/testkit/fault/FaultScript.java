package dev.credits.testkit.fault;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Verification;
import dev.credits.testkit.ManualClock;
import dev.credits.testkit.fault.Fault.Point;
import dev.credits.testkit.fault.FaultPlan.Injection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * One script run again and again on one database, each time on accounts of its own and with one fault in another place. It
 * must come to the same as without.
 */
final class FaultScript {
    private static final int COMMANDS = 10;
    private static final int MOST_RUNS = Integer.getInteger("credits.faults", 150);
    private static final EnumSet<Fault> FAULTS = EnumSet.complementOf(EnumSet.of(Fault.STALL));

    private final FaultyDataSource source;
    private final Ledger ledger;
    private List<Place> reached = List.of();
    private int runs;

    FaultScript(FaultContract contract) {
        source = FaultyDataSource.around(contract.database());
        ledger = Credits.on(contract.storage(source))
                .withClock(ManualClock.start())
                .ledger();
    }

    /** How many runs that took. */
    int everyFaultEverywhere() {
        List<String> expected = run(FaultPlan.none());
        List<Place> places = List.copyOf(reached);
        int stride = 1 + (places.size() - 1) / MOST_RUNS;
        for (int i = 0; i < places.size(); i += stride) {
            Place place = places.get(i);
            Injection injection = place.injection;
            List<String> found = run(FaultPlan.once(injection.point(), place.n, injection.fault(), injection.when()));
            if (source.injected() != 1 || !found.equals(expected)) {
                throw new AssertionError(source.injected() + " faults with " + place + ": came to\n" + found
                        + "\ninstead of\n" + expected);
            }
        }
        Verification verification = ledger.verify();
        if (!verification.holds()) {
            throw new AssertionError(verification.violations());
        }
        return runs;
    }

    /** Where the commands that have just been sent can be spoiled. */
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Point point : Point.values()) {
            for (long n = 1; n <= source.reached(point); n++) {
                for (Injection injection : FaultPlan.choices(point, FAULTS)) {
                    places.add(new Place(injection, n));
                }
            }
        }
        return places;
    }

    /** What the script's commands came to. */
    private List<String> run(FaultPlan plan) {
        Workload workload = Workload.of(11, "run" + ++runs + ":", 3);
        Witness witness = new Witness();
        Courier courier = Courier.to(ledger, witness);
        List<String> outcomes = new ArrayList<>();
        source.plan(plan);
        workload.opening().forEach(command -> outcomes.add(kind(courier.deliver(command))));
        for (Command command : workload.next(COMMANDS, ManualClock.START)) {
            outcomes.add(kind(courier.deliver(command)));
        }
        reached = places();
        source.heal();
        for (AccountId account : workload.accounts()) {
            outcomes.add(ledger.balance(account).orElseThrow().totals().toString());
        }
        witness.agreesWith(ledger);
        return outcomes;
    }

    private static String kind(Optional<Outcome> outcome) {
        Outcome known = outcome.orElseThrow(() -> new AssertionError("one fault, and no answer after many attempts"));
        if (known instanceof Outcome.Declined declined) {
            return declined.code().name();
        }
        return known.isBooked() ? "booked" : "conflict";
    }

    private record Place(Injection injection, long n) {}
}
