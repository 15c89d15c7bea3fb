package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.MOST;
import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.OrphanResolver;
import dev.credits.metering.OrphanResolver.Orphan;
import dev.credits.metering.Resolution;
import dev.credits.metering.Run;
import dev.credits.metering.Search;
import dev.credits.money.Amount;
import dev.credits.pricing.Usage;
import dev.credits.testkit.CreditsAssertions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose process died: their runs are begun and never heard of again. */
@Tag("P4")
@Tag("X5")
@ParameterizedClass
@EnumSource
class OrphansTest {
    private static final Search WINDOW = Search.ahead(Duration.ofSeconds(90));

    private final Bench bench;

    OrphansTest(Place place) {
        this.bench = Bench.at(place);
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
    }

    @Test
    @DisplayName(
            "X5: before it lapses, the host is asked what the call really cost, and it is settled to that at its own prices")
    void used() {
        die("r-1");
        bench.clock.advance(Duration.ofMinutes(1));
        bench.publish(Bench.chat("6", "30"));
        List<Orphan> asked = new ArrayList<>();
        OrphanResolver resolver = orphan -> {
            asked.add(orphan);
            return new Finding.Used(USED);
        };
        assertThat(resolve(resolver, FailurePolicy.RELEASE)).isEmpty();

        bench.clock.advance(Duration.ofMinutes(3));
        List<Bill> bills = resolve(resolver, FailurePolicy.RELEASE);

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).request()).isEqualTo(call("r-1").key());
        assertThat(asked.get(0).ask().usage()).isEqualTo(MOST);
        assertThat(asked.get(0).metadata()).isEqualTo(Map.of("trace", "t-1"));
        assertBill(bills.get(0), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(resolve(resolver, FailurePolicy.RELEASE)).isEmpty();
    }

    @Test
    @DisplayName("X5: where nobody knows, the policy decides: a floor, or nothing")
    void unknown() {
        die("r-1");
        bench.clock.advance(Duration.ofMinutes(4));
        FailurePolicy floor = FailurePolicy.floor(Amount.of("1.5"));
        assertBill(resolve(new Finding.Unknown(), floor).get(0), Basis.POLICY, "1.5", "1.5", "0", "98.5");

        die("r-2");
        bench.clock.advance(Duration.ofMinutes(4));
        Bill released = resolve(new Finding.Unknown(), FailurePolicy.RELEASE).get(0);
        assertBill(released, Basis.POLICY, "0", "0", "0", "98.5");
        assertThat(released.ending()).isEqualTo(Hold.State.RELEASED);
    }

    @Test
    @DisplayName(
            "X5: what never reached the provider is released; what is still at work gets more time; other holds are left alone")
    void others() {
        die("r-1");
        bench.ledger
                .execute(new Reserve(USER, Amount.of("1"), Call.USUAL_TTL, Memo.key("by hand")))
                .orElseThrow();
        bench.clock.advance(Duration.ofMinutes(4));

        assertThat(resolve(new Finding.AtWork(), FailurePolicy.ALL)).isEmpty();
        assertThat(bench.held()).isEqualTo("11.56");
        bench.clock.advance(Duration.ofMinutes(4));
        assertThat(bench.held()).isEqualTo("10.56");

        List<Bill> bills = resolve(new Finding.Nothing(), FailurePolicy.ALL);
        assertBill(bills.get(0), Basis.POLICY, "0", "0", "0", "100");
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName("X5: a hold that lapsed before anybody asked is charged for late, once")
    void lapsed() {
        die("r-1");
        bench.clock.advance(Duration.ofMinutes(6));

        List<Bill> bills = resolve(new Finding.Used(USED), FailurePolicy.RELEASE);

        assertThat(bills.get(0).ending()).isEqualTo(Hold.State.LAPSED);
        assertBill(bills.get(0), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(resolve(new Finding.Used(USED), FailurePolicy.RELEASE)).isEmpty();
        assertThat(bench.available()).isEqualTo("96.64");
    }

    @Test
    @DisplayName("X5: nobody asks: the hold lapses at its deadline and the credits return")
    void nobodyAsks() {
        die("r-1");
        bench.clock.advance(Call.USUAL_TTL);

        assertThat(bench.available()).isEqualTo("100");
        assertThat(bench.metering.bill(USER, call("r-1").key()).orElseThrow().ending())
                .isEqualTo(Hold.State.LAPSED);
    }

    @Test
    @DisplayName("X5: captures of the dead process count; a resolver that fails is asked again")
    void captured() {
        Run run = die("r-1");
        run.add(Usage.tokens(2_000, 0));
        assertThat(run.capture()).isTrue();
        bench.clock.advance(Duration.ofMinutes(4));

        OrphanResolver failing = orphan -> {
            throw new IllegalStateException("the provider does not answer");
        };
        Resolution none = bench.metering.resolve(WINDOW, failing, FailurePolicy.RELEASE);
        assertThat(none.bills()).isEmpty();
        assertThat(none.failed()).isEqualTo(1);
        assertBill(
                resolve(new Finding.Used(USED), FailurePolicy.RELEASE).get(0),
                Basis.USED,
                "3.36",
                "3.36",
                "0",
                "96.64");
    }

    @Test
    @DisplayName("X5: of 150 calls that died on one account each is billed, a bounded number at a time")
    void manyOnOneAccount() {
        bench.give("1500");
        for (int i = 0; i < 150; i++) {
            die("r-" + i);
        }
        bench.clock.advance(Duration.ofMinutes(6));
        bench.ledger.sweep();
        List<Bill> bills = new ArrayList<>();
        Search search = WINDOW.most(40);
        int searches = 0;
        for (Search.Place place = null; searches == 0 || place != null; searches++) {
            Resolution some =
                    bench.metering.resolve(search.from(place), orphan -> new Finding.Used(USED), FailurePolicy.RELEASE);
            assertThat(some.bills()).hasSizeLessThanOrEqualTo(40);
            bills.addAll(some.bills());
            place = some.next();
        }

        assertThat(searches).isEqualTo(4);
        assertThat(bills)
                .hasSize(150)
                .allSatisfy(bill -> assertThat(bill.taken()).isEqualTo(Amount.of("3.36")));
        assertThat(bench.balance().spent()).isEqualTo(Amount.of("504"));
        assertThat(resolve(new Finding.Used(USED), FailurePolicy.RELEASE)).isEmpty();
    }

    @Test
    @DisplayName(
            "X5: calls that died on accounts that spend another's credits are billed, whoever booked that they lapsed")
    void members() {
        List<AccountId> members = List.of(AccountId.of("user:1/a"), AccountId.of("user:1/b"));
        for (AccountId member : members) {
            bench.ledger
                    .execute(Open.of(member, Memo.key("open")).sharing(USER))
                    .orElseThrow();
            bench.metering.begin(Call.of(member, call("r").ask(), "r-1"));
        }
        bench.clock.advance(Duration.ofMinutes(6));
        // any command on the account books what is due on it, before a resolver looks
        bench.ledger
                .execute(new Charge(members.get(0), Amount.of("1"), Memo.key("one")))
                .orElseThrow();

        List<Bill> bills = resolve(new Finding.Used(USED), FailurePolicy.RELEASE);

        assertThat(bills).extracting(Bill::account).containsExactlyInAnyOrderElementsOf(members);
        assertThat(bills).allSatisfy(bill -> assertThat(bill.taken()).isEqualTo(Amount.of("3.36")));
        assertThat(bench.available()).isEqualTo("92.28");
        assertThat(resolve(new Finding.Used(USED), FailurePolicy.RELEASE)).isEmpty();
    }

    @Test
    @DisplayName("X5: a call nobody knows of is decided once, also after it lapsed, and not asked about for ever")
    void decidedOnce() {
        die("r-1");
        bench.clock.advance(Duration.ofMinutes(6));
        List<Orphan> asked = new ArrayList<>();
        OrphanResolver unknown = orphan -> {
            asked.add(orphan);
            return new Finding.Unknown();
        };

        Bill bill = resolve(unknown, FailurePolicy.floor(Amount.of("1.5"))).get(0);
        assertBill(bill, Basis.POLICY, "1.5", "1.5", "0", "98.5");
        assertThat(resolve(unknown, FailurePolicy.ALL)).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    @DisplayName("X5: what lapsed longer ago than a search looks back is found by one that looks further")
    void longAgo() {
        die("r-1");
        bench.clock.advance(Duration.ofDays(3));

        assertThat(resolve(new Finding.Used(USED), FailurePolicy.RELEASE)).isEmpty();
        Resolution further = bench.metering.resolve(
                WINDOW.back(Duration.ofDays(4)), orphan -> new Finding.Used(USED), FailurePolicy.RELEASE);
        assertThat(further.bills()).hasSize(1);
    }

    private List<Bill> resolve(Finding finding, FailurePolicy otherwise) {
        return resolve(orphan -> finding, otherwise);
    }

    private List<Bill> resolve(OrphanResolver resolver, FailurePolicy otherwise) {
        return bench.metering.resolve(WINDOW, resolver, otherwise).bills();
    }

    private Run die(String request) {
        Memo memo = Memo.key(request).metadata(Map.of("trace", "t-1"));
        return ((Started) bench.metering.begin(call(request).memo(memo))).run();
    }
}
