package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static dev.credits.jdbc.metering.MeteringTest.done;
import static dev.credits.jdbc.metering.MeteringTest.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Charge;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metered.NotRun;
import dev.credits.metering.Run;
import dev.credits.metering.Search;
import dev.credits.metering.Stop;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Usage;
import dev.credits.testkit.CreditsAssertions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Request ids and metadata come from hosts, and often from their clients: whatever they are, they meet none of ours. */
@Tag("P4")
@Tag("L4")
@ParameterizedClass
@EnumSource
class OwnNamesTest {
    private static final List<String> LIKE_OURS = List.of(
            "%s/end",
            "%s/late", "%s/late/end", "%s/capture@0", "%s/more@10.56", "end:%s", "call:%s", "late:%s", "late-end:%s");
    private static final Map<String, String> NAMES = Map.of(
            "receipt", "mine",
            "receipt.2", "mine too",
            "owed", "0",
            "captured", "300",
            "waived", "1",
            "basis", "POLICY",
            "over", "DEBT",
            "attempt", "1");

    private final Bench bench;

    OwnNamesTest(Place place) {
        this.bench = Bench.at(place);
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName("L4: a cheap request whose id looks like the end of another does not pay for the other")
    void cheapRequestTakesNoKeyOfAnother() {
        bench.give("100");
        for (String shape : LIKE_OURS) {
            String cheap = shape.formatted("x");
            assertThat(use(cheap, Usage.tokens(1, 0)).taken()).as(cheap).isEqualTo(Amount.of("0.00048"));
        }
        assertThat(use("x", USED).taken()).isEqualTo(Amount.of("3.36"));
        assertThat(bench.balance().spent()).isEqualTo(Amount.of("3.36432"));
    }

    @Test
    @DisplayName("L5: a late request settles no hold of another whose id looks like its second hold")
    void lateRequestSettlesNoHoldOfAnother() {
        for (String shape : LIKE_OURS) {
            String request = "y" + LIKE_OURS.indexOf(shape);
            Run late = begin(request);
            bench.clock.advance(Duration.ofMinutes(6));
            Run other = begin(shape.formatted(request));
            other.used(Usage.tokens(1, 0));
            late.used(USED);

            assertThat(late.complete().taken()).isEqualTo(Amount.of("3.36"));
            assertThat(other.complete().taken()).isEqualTo(Amount.of("0.00048"));
        }
        assertThat(bench.balance().spent()).isEqualTo(Amount.of("30.24432"));
    }

    @Test
    @DisplayName("L4: what the host books under the request id has nothing to do with the request")
    void hostsOwnKeyIsAnother() {
        bench.ledger.execute(new Charge(USER, Amount.of("1"), Memo.key("r-1"))).orElseThrow();

        assertBill(use("r-1", USED), Basis.USED, "3.36", "3.36", "0", "95.64");
        assertThat(bench.ledger
                        .execute(new Charge(USER, Amount.of("1"), Memo.key("r-1")))
                        .isBooked())
                .isTrue();
        assertThat(bench.available()).isEqualTo("95.64");
    }

    @Test
    @DisplayName(
            "P4: metadata of the host's breaks no receipt, no retry and no recovery, whatever it is named, and is kept")
    void hostsMetadataIsItsOwn() {
        bench.metering.run(call("r-1").memo(Memo.key("r-1").metadata(NAMES)), meter -> {
            meter.used(USED);
            return "hello";
        });
        Stop again = ((NotRun<?>) bench.metering.run(call("r-1"), meter -> unreachable())).why();
        Bill bill = ((Stop.Earlier) again).bill();
        assertBill(bill, Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(bill.receipt()).isNotNull();
        assertThat(bill.waived()).isEqualTo(Amount.of("0"));

        bench.metering.begin(call("dead").memo(Memo.key("dead").metadata(NAMES)));
        bench.clock.advance(Duration.ofMinutes(6));
        List<Bill> bills = bench.metering
                .resolve(
                        Search.ahead(Duration.ofSeconds(90)),
                        orphan -> {
                            assertThat(orphan.metadata()).isEqualTo(NAMES);
                            return new Finding.Used(USED);
                        },
                        FailurePolicy.RELEASE)
                .bills();
        assertBill(bills.get(0), Basis.USED, "3.36", "3.36", "0", "93.28");

        EntryFilter reserves = EntryFilter.of(USER).kinds(EntryKind.RESERVE);
        assertThat(bench.ledger.statement(reserves).entries().subList(0, 2))
                .allSatisfy(entry -> assertThat(entry.memo().metadata()).containsAllEntriesOf(NAMES));
    }

    @Test
    @DisplayName("class 17: names that begin with @ are refused wherever a host may say one")
    void ownNamesAreRefused() {
        Map<String, String> forged = Map.of("@owed", "0");
        Memo memo = Memo.key("r-1");
        Memo own = new Memo(memo.key(), Actor.HOST, null, null, forged, null);
        Memo ownKey = new Memo(new IdempotencyKey("@end:r-1"), Actor.HOST, null, null, Map.of(), null);
        Memo ownActor = new Memo(memo.key(), Actor.CLOCK, null, null, Map.of(), null);

        refused("meta", () -> memo.metadata(forged));
        refused("meta", () -> call("r-1").memo(own));
        refused("key", () -> call("r-1").memo(ownKey));
        refused("meta", () -> bench.ledger.execute(new Charge(USER, Amount.of("1"), own)));
        refused("key", () -> bench.ledger.execute(new Charge(USER, Amount.of("1"), ownKey)));
        refused("by", () -> bench.ledger.execute(new Charge(USER, Amount.of("1"), ownActor)));
        refused("key", () -> bench.ledger.executeAll(List.of(new Charge(USER, Amount.of("1"), ownKey))));
        refused("key", () -> bench.ledger.executeEach(List.of(new Charge(USER, Amount.of("1"), ownKey))));
        refused("key", () -> bench.ledger.submit(new Charge(USER, Amount.of("1"), ownKey)));
        refused("key", () -> bench.ledger.preview(new Charge(USER, Amount.of("1"), ownKey)));
        assertThat(bench.available()).isEqualTo("100");
    }

    private static void refused(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo(field));
    }

    private Bill use(String request, Usage used) {
        return done(bench.metering.run(call(request), meter -> {
                    meter.used(used);
                    return "hello";
                }))
                .bill();
    }

    private Run begin(String request) {
        return ((Started) bench.metering.begin(call(request))).run();
    }
}
