package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.MOST;
import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Hold;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Source;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.HoldSizing;
import dev.credits.metering.Metered;
import dev.credits.metering.Metered.Done;
import dev.credits.metering.Metered.Failed;
import dev.credits.metering.Metered.NotRun;
import dev.credits.metering.Stop;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Rate;
import dev.credits.pricing.RateCard;
import dev.credits.pricing.Usage;
import dev.credits.testkit.CreditsAssertions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Work in one piece; figures are worked out in {@link Bench} and beside the tests. */
@Tag("P4")
@ParameterizedClass
@EnumSource
class MeteringTest {
    private final Bench bench;

    MeteringTest(Place place) {
        this.bench = Bench.at(place);
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
    }

    @Test
    @DisplayName(
            "P4: success settles to what was used: cost, taken, left, lots, rates, margin and rounding are on the bill")
    void success() {
        Metered<String> metered = bench.metering.run(call("r-1"), meter -> {
            assertThat(bench.held()).isEqualTo("10.56");
            meter.used(USED);
            return "hello";
        });

        Done<String> done = done(metered);
        assertThat(done.value()).isEqualTo("hello");
        Bill bill = done.bill();
        assertBill(bill, Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(bill.ending()).isEqualTo(Hold.State.SETTLED);
        assertThat(String.valueOf(bill.cost())).isEqualTo("0.021 USD");
        assertThat(bill.lots()).containsExactly(new Bill.LotUse(1, Amount.of("3.36")));
        Quote quote = bill.quote();
        assertThat(quote.margin()).isEqualTo(MarginRule.of("60"));
        assertThat(quote.lines())
                .extracting(line -> line.cost().amount().toPlainString())
                .containsExactly("0.006", "0.015");
        assertThat(bench.book.recompute(bill.receipt()).orElseThrow().credits()).isEqualTo(bill.credits());
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName("P4: a refusal comes before the work, and leaves nothing behind")
    void refusedBeforeTheWork() {
        bench.ledger
                .execute(new Charge(USER, Amount.of("90"), Memo.key("spent")))
                .orElseThrow();

        Stop.Refused refused = refused(bench.metering.run(call("r-1"), meter -> unreachable()));

        // 10.56 is needed, 10 is there
        assertThat(refused.code()).isEqualTo("INSUFFICIENT_CREDITS");
        assertThat(refused.needed()).isEqualTo(Amount.of("10.56"));
        assertThat(refused.missing()).isEqualTo(Amount.of("0.56"));
        assertThat(bench.ledger.outcome(USER, call("r-1").key())).isEmpty();
    }

    @Test
    @DisplayName("P2, P4: what has no price fails closed: no hold, no work")
    void unpriced() {
        Call unknown = Call.of(USER, Ask.model("unheard-of", MOST), "r-1");
        Call pages = Call.of(USER, Ask.model("chat", Usage.of(Dimension.PAGES, 1)), "r-2");

        assertThat(refused(bench.metering.run(unknown, meter -> unreachable())).code())
                .isEqualTo("UNKNOWN_MODEL");
        assertThat(refused(bench.metering.run(pages, meter -> unreachable())).code())
                .isEqualTo("UNKNOWN_DIMENSION");
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @Tag("K5")
    @DisplayName(
            "K5, class 4: a cost above the hold: CAP takes the hold, DRAW what is there, DEBT down to the floor; the rest is on record")
    void aboveTheHold() {
        // held for 1,000 and 500 tokens: 0.0105 USD, 1.68 credits; used 3.36
        Call small = Call.of(USER, Ask.model("chat", Usage.tokens(1_000, 500)), "cap");
        assertBill(done(use(small)).bill(), Basis.USED, "3.36", "1.68", "1.68", "98.32");

        Bill drawn = done(use(small.memo(Memo.key("draw")).over(Overrun.DRAW))).bill();
        assertBill(drawn, Basis.USED, "3.36", "3.36", "0", "94.96");

        // 2 are left and 1 may be owed: 1.68 held, then 0.32 and 1 of debt; 0.36 cannot be taken
        bench.ledger
                .execute(new Charge(USER, Amount.of("92.96"), Memo.key("spent")))
                .orElseThrow();
        bench.ledger
                .execute(new SetFloor(
                        USER, Amount.of("-1"), Memo.key("floor").by("admin").because("trusted")))
                .orElseThrow();
        Bill debt = done(use(small.memo(Memo.key("debt")).over(Overrun.DEBT))).bill();
        assertBill(debt, Basis.USED, "3.36", "3", "0.36", "-1");
        assertThat(debt.lots()).containsExactly(new Bill.LotUse(1, Amount.of("2")), new Bill.LotUse(0, Amount.of("1")));

        assertThat(entries(EntryKind.SETTLE))
                .extracting(entry -> entry.amount(entry.shortfall()).toPlainString())
                .containsExactly("1.68", "0", "0.36");
    }

    @Test
    @DisplayName("class 3: a failure owes what its policy says: what is known, a floor, all that was held, or nothing")
    void failurePolicies() {
        // 2,000 of input are known to be used: 0.006 USD, 0.96 credits
        assertBill(failAfterPrompt("known", FailurePolicy.KNOWN), Basis.USED, "0.96", "0.96", "0", "99.04");
        assertBill(failAfterPrompt("floor", FailurePolicy.floor(Amount.of("2"))), Basis.POLICY, "2", "2", "0", "97.04");
        assertBill(
                failAfterPrompt("low", FailurePolicy.floor(Amount.of("0.5"))),
                Basis.USED,
                "0.96",
                "0.96",
                "0",
                "96.08");
        assertBill(failAfterPrompt("all", FailurePolicy.ALL), Basis.POLICY, "10.56", "10.56", "0", "85.52");

        Bill released = failAfterPrompt("none", FailurePolicy.RELEASE);
        assertBill(released, Basis.POLICY, "0", "0", "0", "85.52");
        assertThat(released.ending()).isEqualTo(Hold.State.RELEASED);
        assertThat(released.waived()).isEqualTo(Amount.of("0.96"));
        Entry release = entries(EntryKind.RELEASE).get(0);
        assertThat(release.memo().metadata()).containsEntry("@waived", "0.96").containsKey("@receipt");
    }

    @Test
    @DisplayName("class 2: work that failed before it said anything owes nothing, whatever it threw, and its hold ends")
    void failedAtOnce() {
        List<Throwable> causes =
                List.of(new IOException("refused"), new IllegalStateException("bug"), new TimeoutException());
        for (Throwable cause : causes) {
            Metered<Void> metered = bench.metering.run(call("r-" + cause), meter -> {
                throw (Exception) cause;
            });
            Failed<Void> failed = (Failed<Void>) metered;
            assertThat(failed.cause()).isSameAs(cause);
            assertBill(failed.bill(), Basis.POLICY, "0", "0", "0", "100");
        }
        assertThatThrownBy(() -> bench.metering.run(call("r-error"), meter -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName("class 2: interrupted work ends its hold, and the thread stays interrupted")
    void interrupted() {
        Metered<Void> metered = bench.metering.run(call("r-1"), meter -> {
            meter.used(Usage.tokens(2_000, 0));
            throw new InterruptedException();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertBill(((Failed<Void>) metered).bill(), Basis.USED, "0.96", "0.96", "0", "99.04");
    }

    @Test
    @DisplayName("P4: a policy that fails itself is no way out: what is known is owed")
    void brokenPolicy() {
        Bill bill = failAfterPrompt("r-1", failure -> {
            throw new IllegalStateException("bug");
        });
        assertBill(bill, Basis.USED, "0.96", "0.96", "0", "99.04");
    }

    @Test
    @DisplayName(
            "P4: success that says nothing of its usage is charged the most it may use, and never nothing in silence")
    void silent() {
        Bill bill = done(bench.metering.run(call("r-1"), meter -> "hello")).bill();

        assertBill(bill, Basis.ESTIMATE, "10.56", "10.56", "0", "89.44");
        assertThat(entries(EntryKind.SETTLE).get(0).memo().metadata()).containsEntry("@basis", "ESTIMATE");
    }

    @Test
    @DisplayName("P2, P4: usage that turns out to have no price is charged what was held, and never nothing")
    void unpricedUsage() {
        Bill bill = done(bench.metering.run(call("r-1"), meter -> {
                    meter.used(Usage.of(Map.of(Dimension.INPUT, 2_000L, Dimension.SEARCHES, 1L)));
                    return "hello";
                }))
                .bill();

        assertBill(bill, Basis.HELD, "10.56", "10.56", "0", "89.44");
        assertThat(bill.quote()).isNull();
    }

    @Test
    @Tag("P5")
    @DisplayName("P5: a fixed price needs no usage; free calls take the same path")
    void fixed() {
        bench.publish(new FixedPrice("summary", Amount.of("5")), new FixedPrice("hint", Amount.of("0")));

        Bill five = done(bench.metering.run(Call.of(USER, Ask.features("summary"), "r-1"), meter -> 1))
                .bill();
        Bill free = done(bench.metering.run(Call.of(USER, Ask.features("hint"), "r-2"), meter -> 2))
                .bill();

        assertBill(five, Basis.USED, "5", "5", "0", "95");
        assertBill(free, Basis.USED, "0", "0", "0", "95");
        assertThat(entries(EntryKind.SETTLE))
                .extracting(entry -> entry.memo().feature())
                .containsExactly("summary", "hint");
    }

    @Test
    @Tag("P3")
    @DisplayName("P3: prices are pinned when work begins: what is published meanwhile is for the next one")
    void pinned() {
        Metered<String> metered = bench.metering.run(call("r-1"), meter -> {
            bench.clock.advance(java.time.Duration.ofMinutes(1));
            bench.publish(Bench.chat("6", "30"));
            meter.used(USED);
            return "hello";
        });

        assertBill(done(metered).bill(), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertBill(done(use(call("r-2"))).bill(), Basis.USED, "6.72", "6.72", "0", "89.92");
    }

    @Test
    @DisplayName("P4: the bill names the lots in the order they burnt, and the account's own metadata is kept")
    void lots() {
        LotTerms free = LotTerms.of(Source.FREE).priority(10);
        bench.ledger
                .execute(Grant.of(USER, Amount.of("1"), Memo.key("free")).on(free))
                .orElseThrow();
        Memo memo = Memo.key("r-1").by("api").metadata(Map.of("trace", "t-1"));

        Bill bill = done(use(call("r-1").memo(memo))).bill();

        assertThat(bill.lots())
                .containsExactly(new Bill.LotUse(2, Amount.of("1")), new Bill.LotUse(1, Amount.of("2.36")));
        Entry settle = entries(EntryKind.SETTLE).get(0);
        assertThat(settle.memo().by()).isEqualTo(Actor.of("api"));
        assertThat(settle.memo().metadata()).containsEntry("trace", "t-1").containsEntry("@owed", "3.36");
    }

    @Test
    @DisplayName("class 4: the worst case counts dearer reasoning and writes to the cache; other sizings hold less")
    void sizing() {
        // output as reasoning: 4,000 × 60 = 0.24; input written to the cache: 2,000 × 3.75 = 0.0075; × 160 = 39.6
        // credits
        RateCard thinking = RateCard.usd(
                "acme",
                "thinking",
                Map.of(
                        Dimension.INPUT, Rate.perMillion("3"),
                        Dimension.CACHED_WRITE, Rate.perMillion("3.75"),
                        Dimension.OUTPUT, Rate.perMillion("15"),
                        Dimension.REASONING, Rate.perMillion("60")));
        bench.publish(thinking);
        List<Bill> told = new ArrayList<>();
        HoldSizing learning = new HoldSizing() {
            @Override
            public Amount hold(Quote most, java.util.function.Function<Usage, dev.credits.pricing.Pricing> pricing) {
                return Amount.of("7");
            }

            @Override
            public void settled(Quote most, Bill bill) {
                told.add(bill);
            }
        };

        Call call = Call.of(USER, Ask.model("thinking", MOST), "r-1");
        assertThat(heldFor(call)).isEqualTo("39.6");
        assertThat(heldFor(call.memo(Memo.key("r-2")).sizing(HoldSizing.percent(50))))
                .isEqualTo("19.8");
        assertThat(heldFor(call.memo(Memo.key("r-3")).sizing(HoldSizing.expecting(USED))))
                .isEqualTo("3.36");
        assertThat(heldFor(call.memo(Memo.key("r-4")).sizing(learning))).isEqualTo("7");
        assertThat(told)
                .extracting(Bill::key)
                .containsExactly(call.memo(Memo.key("r-4")).key());
    }

    @Test
    @DisplayName("bad input: a request id that is too long or the library's own, and odd spans are misuse")
    void misuse() {
        for (String id : List.of("r".repeat(201), "@end:r-1", "@call:r-1")) {
            assertThatThrownBy(() -> call(id))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("key");
        }
        assertThatThrownBy(() -> call("r").lasting(java.time.Duration.ZERO, java.time.Duration.ofHours(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ttl");
        assertThatThrownBy(() -> call("r").lasting(java.time.Duration.ofHours(2), java.time.Duration.ofHours(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("longest");
        assertThatThrownBy(() -> FailurePolicy.floor(Amount.of("-1"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HoldSizing.percent(-1)).isInstanceOf(InvalidInputException.class);
    }

    private String heldFor(Call call) {
        AtomicInteger ran = new AtomicInteger();
        String[] held = {""};
        bench.metering.run(call, meter -> {
            held[0] = bench.held();
            meter.used(Usage.none());
            return ran.incrementAndGet();
        });
        return held[0];
    }

    private Metered<String> use(Call call) {
        return bench.metering.run(call, meter -> {
            meter.used(USED);
            return "hello";
        });
    }

    private Bill failAfterPrompt(String request, FailurePolicy policy) {
        Metered<Void> metered = bench.metering.run(call(request).onFailure(policy), meter -> {
            meter.used(Usage.tokens(2_000, 0));
            throw new IOException("connection reset");
        });
        return ((Failed<Void>) metered).bill();
    }

    private List<Entry> entries(EntryKind kind) {
        return bench.ledger.statement(EntryFilter.of(USER).kinds(kind)).entries();
    }

    static void assertBill(Bill bill, Basis basis, String credits, String taken, String shortfall, String left) {
        assertThat(List.of(
                        bill.basis(),
                        bill.credits().toPlainString(),
                        bill.taken().toPlainString(),
                        bill.shortfall().toPlainString(),
                        bill.left().toPlainString()))
                .as("basis, credits, taken, shortfall, left")
                .isEqualTo(List.of(basis, credits, taken, shortfall, left));
    }

    static <T> Done<T> done(Metered<T> metered) {
        assertThat(metered).isInstanceOf(Done.class);
        return (Done<T>) metered;
    }

    static Stop.Refused refused(Metered<?> metered) {
        assertThat(metered).isInstanceOf(NotRun.class);
        return (Stop.Refused) ((NotRun<?>) metered).why();
    }

    static Object unreachable() {
        throw new AssertionError("the work must not begin");
    }
}
