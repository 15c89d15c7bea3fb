package dev.credits.testkit.fault;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.Rate;
import dev.credits.pricing.RateCard;
import dev.credits.spi.Storage;
import dev.credits.testkit.ManualClock;
import dev.credits.testkit.fault.Provider.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A storage, the processes that meter calls on it, their clients and their provider, while one history happens to them. */
final class MeteredWorld {
    private static final int EVERYTHING = 1_000;

    private final Storage storage;
    private final int verifyEvery;
    private final List<MeteredRequest> requests;
    private final ManualClock clock = ManualClock.start();
    private final PriceBook prices;
    private final Provider provider;
    private final Ledger onlooker;
    private final List<MeteredProcess> processes = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private final Map<Mishap, Integer> met = new EnumMap<>(Mishap.class);
    private List<MeteredStep> steps = List.of();
    private int next;
    private int nonces;
    private int floods;
    private int charges;
    private Amount charged = Provider.NOTHING;
    private @Nullable SimulationFailure failure;

    MeteredWorld(Storage storage, List<MeteredRequest> requests, int count, int verifyEvery) {
        this.storage = storage;
        this.requests = requests;
        this.verifyEvery = verifyEvery;
        this.prices = PriceBook.on(storage, clock);
        prices.publish(
                        List.of(
                                PriceChange.set(RateCard.usd(
                                        "acme",
                                        "chat",
                                        Map.of(
                                                Dimension.INPUT, Rate.perMillion("3"),
                                                Dimension.OUTPUT, Rate.perMillion("15")))),
                                PriceChange.set(CreditValue.of("0.01", "USD")),
                                PriceChange.set(MarginRule.of("60"))),
                        Actor.of("admin"),
                        "set up")
                .orElseThrow();
        this.provider = new Provider(prices);
        this.onlooker = Credits.on(storage).withClock(clock).ledger();
        for (AccountId account : MeteredRequest.ACCOUNTS) {
            boolean member = account.value().startsWith("org/");
            Open open = Open.of(account, Memo.key("open"));
            onlooker.execute(member ? open.sharing(AccountId.of("org")) : open).orElseThrow();
            if (!member) {
                String amount = account.value().equals("org") ? "10000" : "40";
                onlooker.execute(Grant.of(account, Amount.of(amount), Memo.key("first")))
                        .orElseThrow();
            }
        }
        for (int i = 0; i < count; i++) {
            processes.add(new MeteredProcess(this));
        }
    }

    Storage storage() {
        return storage;
    }

    ManualClock clock() {
        return clock;
    }

    PriceBook prices() {
        return prices;
    }

    Provider provider() {
        return provider;
    }

    Ledger onlooker() {
        return onlooker;
    }

    Amount charged() {
        return charged;
    }

    List<String> transcript() {
        return transcript;
    }

    Map<Mishap, Integer> met() {
        return met;
    }

    String nonce() {
        return "n" + ++nonces;
    }

    void note(String line) {
        transcript.add(line);
    }

    void met(Mishap mishap) {
        note("  " + mishap);
        met.merge(mishap, 1, Integer::sum);
    }

    boolean worksOn(Truth truth) {
        return processes.stream().anyMatch(process -> process.isAlive() && process.worksOn(truth));
    }

    void broken(String what, @Nullable Throwable cause) {
        if (failure == null) {
            failure = new SimulationFailure(what, cause);
        }
    }

    /** The whole history, and then everybody's recovery; after it the law must hold. */
    void run(List<MeteredStep> history) {
        try {
            steps = history;
            for (next = 0; next < steps.size(); ) {
                step();
                if (next % verifyEvery == 0) {
                    verify();
                }
            }
            recover();
        } catch (SimulationFailure found) {
            throw found;
        } catch (RuntimeException thrown) {
            throw new SimulationFailure("thrown where nothing was broken: " + thrown, thrown);
        }
    }

    /** Whoever lives settles what he knows of; then a healthy process asks about everything else. */
    private void recover() {
        note("- the end: everything works again");
        for (MeteredProcess process : processes) {
            process.gate().away(0, 0);
            process.gate().prepare(Mishap.PAUSE_AFTER, () -> {});
            process.doing(process::settleAll);
        }
        throwIfBroken();
        processes.forEach(MeteredProcess::die);
        processes.set(0, new MeteredProcess(this));
        MeteredProcess last = processes.get(0);
        clock.advance(Duration.ofMinutes(10));
        last.doing(() -> last.resolve(EVERYTHING, false));
        last.doing(() -> last.ledger().sweep());
        throwIfBroken();
        new MeteredLaw(this, last).check();
        verify();
    }

    private void step() {
        MeteredStep step = steps.get(next++);
        note("- " + step);
        happen(step);
        throwIfBroken();
    }

    private void happen(MeteredStep step) {
        if (step instanceof MeteredStep.Advance advance) {
            clock.advance(advance.by());
        } else if (step instanceof MeteredStep.Restart restart) {
            processes.get(restart.process()).die();
            processes.set(restart.process(), new MeteredProcess(this));
        } else if (step instanceof MeteredStep.Prepare prepare) {
            living(prepare.process()).gate().prepare(prepare.mishap(), () -> meanwhile(prepare.meanwhile()));
        } else if (step instanceof MeteredStep.Outage outage) {
            living(outage.process()).gate().away(outage.after(), outage.calls());
        } else {
            work(step);
        }
    }

    private void work(MeteredStep step) {
        if (step instanceof MeteredStep.Begin begin) {
            Truth truth = provider.of(requests.get(begin.request() % requests.size()));
            by(begin.process(), process -> process.begin(truth, begin.resuming()));
        } else if (step instanceof MeteredStep.Again again) {
            by(again.process(), MeteredProcess::again);
        } else if (step instanceof MeteredStep.Work work) {
            by(work.process(), process -> process.work(work.pick()));
        } else if (step instanceof MeteredStep.Capture capture) {
            by(capture.process(), process -> process.capture(capture.pick()));
        } else if (step instanceof MeteredStep.End end) {
            by(end.process(), process -> process.end(end.pick(), end.how()));
        } else if (step instanceof MeteredStep.Settle settle) {
            by(settle.process(), MeteredProcess::settle);
        } else if (step instanceof MeteredStep.Resolve resolve) {
            by(resolve.process(), process -> process.resolve(resolve.most(), resolve.unknown()));
        } else if (step instanceof MeteredStep.Flood flood) {
            by(flood.process(), process -> flood(process, flood));
        } else if (step instanceof MeteredStep.Charge charge) {
            by(charge.process(), process -> charge(process, charge));
        } else if (step instanceof MeteredStep.Sweep sweep) {
            by(sweep.process(), process -> process.ledger().sweep());
        }
    }

    private void by(int number, java.util.function.Consumer<MeteredProcess> work) {
        MeteredProcess process = living(number);
        if (!process.isBusy()) {
            process.doing(() -> work.accept(process));
        }
    }

    private void flood(MeteredProcess process, MeteredStep.Flood flood) {
        Random random = new Random(++floods);
        AccountId account = MeteredRequest.ACCOUNTS.get(flood.account());
        for (int i = 0; i < flood.count(); i++) {
            MeteredRequest request = MeteredRequest.of(account, "flood-" + floods + "-" + i, random);
            process.begin(provider.of(request), false);
        }
        for (int i = 0; i < flood.count(); i++) {
            process.work(i);
        }
        process.die();
    }

    private void charge(MeteredProcess process, MeteredStep.Charge charge) {
        AccountId account = MeteredRequest.ACCOUNTS.get(charge.account());
        String like = requests.get(charge.like() % requests.size()).id();
        Charge command = new Charge(account, Amount.of("0.5"), Memo.key(like + "#" + ++charges));
        try {
            process.execute(command);
        } finally {
            boolean booked = onlooker.outcome(account, command.memo().key()).isPresent();
            charged = booked ? charged.plus(command.amount()) : charged;
        }
    }

    private void meanwhile(int count) {
        for (int i = 0; i < count && next < steps.size(); i++) {
            step();
        }
    }

    private MeteredProcess living(int process) {
        if (!processes.get(process).isAlive()) {
            processes.set(process, new MeteredProcess(this));
        }
        return processes.get(process);
    }

    private void verify() {
        Verification verification = onlooker.verify();
        if (!verification.holds()) {
            broken("a law is broken: " + verification.violations(), null);
        }
        throwIfBroken();
    }

    void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }
}
