package dev.credits.jdbc.metering;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.metering.Call;
import dev.credits.metering.Metering;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceItem;
import dev.credits.pricing.Rate;
import dev.credits.pricing.RateCard;
import dev.credits.pricing.Usage;
import dev.credits.spi.Storage;
import dev.credits.testkit.ManualClock;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A user with 100 credits, and a model at 3 and 15 USD a million tokens; a credit is worth a cent, the margin is 60 %. So
 * 2,000 and 1,000 tokens cost 0.021 USD and take 0.021 / 0.01 × 1.6 = 3.36 credits; with 4,000 of output, 0.066 USD and 10.56.
 */
final class Bench {
    static final AccountId USER = AccountId.of("user:1");
    static final Usage USED = Usage.tokens(2_000, 1_000);
    static final Usage MOST = Usage.tokens(2_000, 4_000);

    final ManualClock clock;
    final Ledger ledger;
    final PriceBook book;
    final Metering metering;

    private Bench(Storage storage, PriceBook book, ManualClock clock) {
        Credits credits = Credits.on(storage).withClock(clock).withExecutor(Runnable::run);
        this.clock = clock;
        this.ledger = credits.ledger();
        this.book = book;
        this.metering = credits.metering(book);
    }

    static Bench at(Place place) {
        return at(place, storage -> storage);
    }

    /** With a storage that does otherwise at times. */
    static Bench at(Place place, UnaryOperator<Storage> otherwise) {
        Storage storage = place.fresh();
        ManualClock clock = ManualClock.start();
        PriceBook book = PriceBook.on(storage, clock);
        Bench bench = new Bench(otherwise.apply(storage), book, clock);
        bench.publish(chat("3", "15"), CreditValue.of("0.01", "USD"), MarginRule.of("60"));
        bench.ledger.execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        bench.give("100");
        return bench;
    }

    static RateCard chat(String input, String output) {
        return RateCard.usd(
                "acme",
                "chat",
                Map.of(Dimension.INPUT, Rate.perMillion(input), Dimension.OUTPUT, Rate.perMillion(output)));
    }

    /** A call of the model that may use {@link #MOST}. */
    static Call call(String request) {
        return Call.of(USER, Ask.model("chat", MOST), request);
    }

    void publish(PriceItem... items) {
        book.publish(Stream.of(items).map(PriceChange::set).toList(), Actor.of("admin"), "set up")
                .orElseThrow();
    }

    void give(String amount) {
        ledger.execute(Grant.of(
                        USER, Amount.of(amount), Memo.key("grant-" + balance().earned())))
                .orElseThrow();
    }

    Balance balance() {
        return ledger.balance(USER).orElseThrow();
    }

    String available() {
        return balance().available().toPlainString();
    }

    String held() {
        return balance().held().toPlainString();
    }
}
