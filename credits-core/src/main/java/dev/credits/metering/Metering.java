package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Beginning.Stopped;
import dev.credits.metering.Metered.Done;
import dev.credits.metering.Metered.Failed;
import dev.credits.metering.Metered.NotRun;
import dev.credits.metering.Metered.Unsettled;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.Pricing.Unpriced;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Receipt;
import dev.credits.pricing.Tally;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps paid work: prices it, sets credits aside before it begins, and settles to what it used once it ends, well or badly.
 * Prices are pinned when it begins. The request id is the key of the hold, so a retry of the whole request neither holds nor
 * charges twice, and finds what became of the first. Thread-safe; it has no threads of its own.
 */
public final class Metering {
    private final Office office;

    private Metering(Office office) {
        this.office = office;
    }

    /**
     * Metering on this ledger by these prices; what is not blocking runs on {@code threads}. Hosts ask
     * {@link dev.credits.Credits#metering} for it, whose ledger takes the library's own keys.
     *
     * @param nonces names for attempts, no two alike, whichever process asks
     */
    public static Metering on(
            Ledger ledger, PriceBook prices, InstantSource clock, Executor threads, Supplier<String> nonces) {
        return new Metering(new Office(ledger, prices, clock, threads, Alarm.NONE, nonces));
    }

    /** The same, where holds are also extended while their work says nothing. */
    public Metering withAlarm(Alarm alarm) {
        return new Metering(
                new Office(office.ledger(), office.prices(), office.clock(), office.threads(), alarm, office.nonces()));
    }

    /** The same with names for attempts from elsewhere; no two may be alike, whichever process asks. */
    public Metering withNonces(Supplier<String> nonces) {
        return new Metering(
                new Office(office.ledger(), office.prices(), office.clock(), office.threads(), office.alarm(), nonces));
    }

    /** Work that is done when it returns. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Meter meter) throws Exception;
    }

    /** Work that is done when its stage is. */
    @FunctionalInterface
    public interface Staged<T extends @Nullable Object> {
        CompletionStage<T> run(Meter meter) throws Exception;
    }

    /** Runs work and waits for it. Its exceptions become {@link Failed}; an {@link Error} goes on to the caller. */
    public <T extends @Nullable Object> Metered<T> run(Call call, Work<T> work) {
        Beginning beginning = begin(call);
        if (beginning instanceof Stopped stopped) {
            return new NotRun<>(stopped.why());
        }
        Run run = ((Started) beginning).run();
        T value;
        try {
            value = work.run(run);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed(run, interrupted);
        } catch (Exception failure) {
            return failed(run, failure);
        } catch (Error error) {
            failed(run, error);
            throw error;
        }
        return done(run, value);
    }

    /**
     * Starts work and does not wait for it. Cancelling what this answers cancels the work's stage and ends the hold, as a
     * failure; so does a time-out set on either.
     */
    public <T extends @Nullable Object> CompletableFuture<Metered<T>> start(Call call, Staged<T> work) {
        CompletableFuture<Metered<T>> result = new CompletableFuture<>();
        office.threads().execute(() -> {
            try {
                Beginning beginning = begin(call);
                if (beginning instanceof Stopped stopped) {
                    result.complete(new NotRun<>(stopped.why()));
                } else {
                    new Stage<>(((Started) beginning).run(), result, office.threads()).begin(work);
                }
            } catch (Throwable fault) {
                result.completeExceptionally(fault);
            }
        });
        return result;
    }

    /**
     * Sets credits aside for work whose end the host tells. {@link NotBegunException} if the ledger fails: it has the call to
     * begin again.
     */
    public Beginning begin(Call call) {
        Call attempt = call.attempt() == null ? call.attempt(office.nonces().get()) : call;
        try {
            return begun(attempt);
        } catch (CreditsException fault) {
            throw new NotBegunException(attempt, fault);
        }
    }

    private Beginning begun(Call call) {
        Tally prices = office.prices().tally(call.ask());
        if (prices.soFar() instanceof Unpriced none) {
            return earlier(call).orElseGet(() -> new Stopped(Stop.Refused.by(none)));
        }
        Quote most = prices.soFar().orElseThrow();
        Amount held = call.sizing().hold(most, prices::quote);
        Map<String, String> notes = new TreeMap<>(most.receipt().toMetadata());
        notes.put(Notes.OVER.label(), call.over().name());
        notes.put(Notes.ATTEMPT.label(), String.valueOf(call.attempt()));
        Memo memo = Office.memo(call, Keys.CALL.of(call.key()), notes);
        Outcome outcome = office.execute(new Reserve(call.account(), held, call.ttl(), memo));
        if (outcome instanceof Outcome.Applied applied) {
            Instant deadline = applied.booking().at().plus(call.ttl());
            return started(new Attempt(office, call, most, prices, held, Amount.zero(held.unit()), deadline));
        }
        Optional<Beginning> earlier = outcome instanceof Outcome.Declined ? Optional.empty() : earlier(call);
        return earlier.orElseGet(() -> new Stopped(Stop.Refused.by(outcome, held)));
    }

    /**
     * Books what a call came to that could not be booked when it ended, and answers with its bill. Sent again, or after somebody
     * else has ended the call, it takes nothing twice. {@link UnsettledException} if it still cannot be booked.
     */
    public Bill settle(Settlement settlement) {
        return new Ending(office, settlement).end();
    }

    /** What a request came to, once it has ended. */
    public Optional<Bill> bill(AccountId account, IdempotencyKey request) {
        return office.bills().find(account, request);
    }

    /**
     * The keys of all that took credits for a request, in order; empty if nothing did. To refund a request, reverse each of
     * them on this account. Its bill stays what it was.
     */
    public List<IdempotencyKey> charges(AccountId account, IdempotencyKey request) {
        return office.bills().charges(account, request);
    }

    /**
     * Looks for calls on all accounts whose process seems to have died: their holds are about to lapse, or have lapsed. The
     * resolver is asked what each really cost; where it does not know, the policy decides. A call is asked about until it is
     * settled one way or the other. Usage that its process tells after a policy has decided is charged as far as it is more
     * than that; it gives nothing back. It looks at a bounded number of holds and says where to go on.
     */
    public Resolution resolve(Search search, OrphanResolver resolver, FailurePolicy otherwise) {
        return new Orphans(this, office, resolver, otherwise).look(search);
    }

    /** An attempt that goes on with this hold at the prices it began with; empty if the hold was not made here. */
    Optional<Attempt> resumed(Hold hold, Map<String, String> notes) {
        return Notes.receipt(notes).map(receipt -> {
            String request = Keys.request(hold.key()).value();
            Call call = Call.of(hold.account(), receipt.ask(), request).over(Notes.over(notes));
            return resumed(call.attempt(office.nonces().get()), hold, receipt);
        });
    }

    private Attempt resumed(Call call, Hold hold, Receipt receipt) {
        Tally prices = office.prices().tally(receipt);
        Amount held = Amount.ofMinor(hold.reserved(), hold.unit());
        Amount captured = Amount.ofMinor(hold.captured(), hold.unit());
        Quote most = prices.soFar().orElseThrow();
        return new Attempt(office, call, most, prices, held, captured, hold.deadline());
    }

    /** What an earlier attempt under the same request id stands at, which may be this very one; empty if there was none. */
    private Optional<Beginning> earlier(Call call) {
        Ledger ledger = office.ledger();
        IdempotencyKey key = Keys.CALL.of(call.key());
        Map<String, String> notes =
                ledger.outcome(call.account(), key).map(Notes::of).orElse(Map.of());
        if (notes.isEmpty()) {
            return Optional.empty();
        }
        Receipt receipt = Notes.receipt(notes).orElse(null);
        if (receipt == null || !receipt.ask().equals(call.ask())) {
            String other = receipt == null ? "something else" : "another " + differing(call.ask(), receipt.ask());
            String message = "request " + call.key() + " of account " + call.account() + " was for " + other;
            return Optional.of(new Stopped(Stop.Refused.keyReused(message)));
        }
        Hold hold = ledger.hold(call.account(), key).orElseThrow();
        boolean mine = Objects.equals(notes.get(Notes.ATTEMPT.label()), call.attempt());
        if (hold.isOpen()) {
            boolean takes = mine || call.resuming();
            return Optional.of(takes ? started(resumed(call, hold, receipt)) : new Stopped(new Stop.Underway(hold)));
        }
        boolean silent =
                hold.state() == Hold.State.LAPSED && office.bills().ends(hold).isEmpty();
        return silent
                ? Optional.of(new Stopped(new Stop.Lapsed(hold)))
                : bill(call.account(), call.key()).map(bill -> new Stopped(new Stop.Earlier(bill)));
    }

    /** In what two questions differ. */
    private static String differing(Ask asked, Ask before) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("model", Objects.equals(asked.model(), before.model()));
        same.put("provider", Objects.equals(asked.provider(), before.provider()));
        same.put("usage", asked.usage().equals(before.usage()));
        same.put("feature", asked.features().equals(before.features()));
        same.put("bundle", Objects.equals(asked.bundle(), before.bundle()));
        same.put("tier", Objects.equals(asked.customerTier(), before.customerTier()));
        same.put("modifier", asked.modifiers().equals(before.modifiers()));
        same.put("unit", asked.unit().equals(before.unit()));
        same.values().removeIf(equal -> equal);
        return String.join(", ", same.keySet());
    }

    private static Beginning started(Attempt attempt) {
        return new Started(attempt.watched());
    }

    static <T extends @Nullable Object> Metered<T> done(Run run, T value) {
        try {
            return new Done<>(value, run.complete());
        } catch (UnsettledException fault) {
            return new Unsettled<>(value, null, fault);
        }
    }

    static <T extends @Nullable Object> Metered<T> failed(Run run, Throwable cause) {
        try {
            return new Failed<>(cause, run.fail(cause));
        } catch (UnsettledException fault) {
            return new Unsettled<>(null, cause, fault);
        }
    }
}
