package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What really happened: how far the work on each request came, and what anybody ever said it owes. */
final class Provider {
    static final Amount NOTHING = Amount.zero(CreditUnit.CREDIT);

    private final PriceBook prices;
    private final Map<Name, Truth> truths = new LinkedHashMap<>();

    Provider(PriceBook prices) {
        this.prices = prices;
    }

    record Name(AccountId account, String id) {}

    Truth of(MeteredRequest request) {
        return truths.computeIfAbsent(new Name(request.account(), request.id()), name -> new Truth(request));
    }

    Truth of(AccountId account, String id) {
        return Objects.requireNonNull(truths.get(new Name(account, id)));
    }

    Iterable<Truth> all() {
        return truths.values();
    }

    Amount price(MeteredRequest request, Usage used) {
        return prices.quote(request.ask().usage(used)).orElseThrow().credits();
    }

    /** One request. */
    static final class Truth {
        final MeteredRequest request;
        /** The most pieces that any attempt has done. */
        int done;
        /** How often it was sent by somebody who was not told that nothing happened. */
        int sent;
        /** How many attempts were told to begin. */
        int started;
        /** True if anybody took it over. */
        boolean takenOver;
        /** What was said to be owed by who knew what was used, and by policies. */
        final List<Amount> used = new ArrayList<>();

        final List<Amount> policies = new ArrayList<>();
        /** Of what was used, what the ledger acknowledged to whoever said so. */
        final List<Amount> heard = new ArrayList<>();
        /** What callers were told that it came to. */
        final List<Amount> told = new ArrayList<>();

        Truth(MeteredRequest request) {
            this.request = request;
        }

        @Override
        public String toString() {
            return "request " + request.id() + " of " + request.account() + " (" + done + " pieces done, " + started
                    + " begun; said to owe " + used + ", by policies " + policies + ")";
        }
    }
}
