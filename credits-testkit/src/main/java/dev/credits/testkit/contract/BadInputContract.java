package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.Commands.TICK;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is within bounds is kept to the letter; what is not is refused by name before it reaches a storage. */
@Tag("K3")
@Tag("K4")
public interface BadInputContract extends StorageUnderTest {
    @Test
    default void theLongestOfEverythingIsKeptAndFoundAgain(Scenario given) {
        AccountId account = id("é".repeat(199) + "x");
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < 32; i++) {
            metadata.put("ü".repeat(60) + i, "日".repeat(500));
        }
        Memo longest = memo("ß".repeat(199) + "k")
                .by("我".repeat(100))
                .because("r\n".repeat(500))
                .feature("ф".repeat(100))
                .metadata(metadata);
        given.does(open(account.value()), grant(account.value(), "g", "10"));
        Charge charge = new Charge(account, amount("1"), longest);
        Outcome applied = given.outcome(charge);

        assertThat(given.ledger().outcome(account, longest.key())).contains(applied.orElseThrow());
        assertThat(given.entry(account.value(), 0).memo()).isEqualTo(longest);
        given.execute(charge).isReplayOf(applied);
        assertThat(given.ledger()
                        .statement(EntryFilter.of(account).by(longest.by()))
                        .entries())
                .hasSize(1);
    }

    @Test
    @Tag("L5")
    default void aHoldWithTheLongestKeyLapses(Scenario given) {
        String key = "😀".repeat(100);
        given.does(open("user:1"), Commands.reserve("user:1", key, "0"));
        given.clock().advance(Duration.ofDays(1));

        given.does(grant("user:1", "g", "1"));
        assertThat(given.entry("user:1", 1).memo().key().value()).isEqualTo("@lapse:" + key);
    }

    @Test
    @Tag("L14")
    default void theFinestAndTheLargestCostIsKept(Scenario given) {
        Money fine = Money.of("0.000000000000001", "JPY");
        Money large = Money.of("9".repeat(30), null);
        given.does(
                open("user:1"),
                grant("user:1", "g1", "1").on(LotTerms.of(Source.PAID).costing(fine)));
        given.does(grant("user:1", "g2", "1").on(LotTerms.of(Source.PAID).costing(large)));

        assertThat(given.lots("user:1"))
                .extracting(Lot::cost)
                .containsExactly(new CostBasis(fine, 1_000_000), new CostBasis(large, 1_000_000));
    }

    @Test
    default void whatIsOutOfBoundsIsRefusedByName(Scenario given) {
        refused("account", () -> AccountId.of("x".repeat(201)));
        refused("account", () -> AccountId.of("a\u0000b"));
        refused("account", () -> AccountId.of("@issued"));
        refused("account", () -> AccountId.of(" x"));
        refused("account", () -> AccountId.of("\ud800"));
        refused("key", () -> IdempotencyKey.of("k".repeat(201)));
        refused("key", () -> IdempotencyKey.of("  "));
        refused("key", () -> IdempotencyKey.of("a\tb"));
        refused("key", () -> IdempotencyKey.of("@lapse:h"));
        refused("by", () -> Actor.of("x".repeat(101)));
        refused("reason", () -> memo("k").because("x".repeat(1001)));
        refused("reason", () -> memo("k").because("a\u0007b"));
        refused("feature", () -> memo("k").feature("a\nb"));
        refused("meta", () -> memo("k").metadata(manyPairs()));
        refused("meta.n", () -> memo("k").metadata(Map.of("n", "x".repeat(501))));
        refused("meta", () -> memo("k").metadata(Map.of("@n", "v")));
        assertThat(given.ledger().verify().accounts()).isZero();
    }

    @Test
    @Tag("L14")
    default void amountsAreRefusedByNameToo(Scenario given) {
        refused("amount", () -> Amount.of("1.0000001"));
        refused("amount", () -> Amount.of("1e3"));
        refused("amount", () -> Amount.of("0x1"));
        refused("amount", () -> Amount.of("1,5"));
        refused("amount", () -> Amount.of(""));
        refused("amount", () -> Amount.of("٣"));
        refused("amount", () -> Amount.of("9223372036854.775808"));
        refused("amount", () -> new Charge(id("user:1"), amount("-1"), memo("k")));
        refused("amount", () -> new Adjust(id("user:1"), amount("0"), memo("k").because("why")));
        refused("unit", () -> CreditUnit.of("credits"));
        refused("scale", () -> new CreditUnit("CREDIT", 10));
        refused("cost", () -> Money.of("-1", "USD"));
        refused("currency", () -> Money.of("1", "ZZZ"));
        assertThat(given.ledger().verify().accounts()).isZero();
    }

    @Test
    @Tag("K1")
    default void whatAPersonDoesNeedsAReason(Scenario given) {
        refused("reason", () -> new Adjust(id("user:1"), amount("1"), memo("k")));
        refused("reason", () -> new Freeze(id("user:1"), memo("k").because(" ")));
        refused("reason", () -> new SetFloor(id("user:1"), amount("-1"), memo("k")));
        refused("to", () -> new Transfer(id("user:1"), id("user:1"), amount("1"), memo("k")));
        refused("ttl", () -> Commands.reserve("user:1", "h", "1", Duration.ZERO));
        refused("ttl", () -> Commands.reserve("user:1", "h", "1", Duration.ofDays(367)));
        refused("grace", () -> Commands.reverse("user:1", "r", "c").withGrace(Duration.ofDays(-1)));
        refused("floor", () -> open("user:1").withFloor(amount("1")));
        refused("expires", () -> LotTerms.of(Source.PAID).starting(given.now()).expiring(given.now()));
        refused("priority", () -> LotTerms.of(Source.PAID).priority(1001));
        refused("limit", () -> EntryFilter.of(id("user:1")).limit(0));
        refused("limit", () -> EntryFilter.of(id("user:1")).limit(1001));
        refused("after", () -> EntryFilter.of(id("user:1")).after(-1));
        assertThat(given.ledger().verify().accounts()).isZero();
    }

    @Test
    @Tag("L7")
    default void aTimeTooShortToBeKeptIsRefusedAndDoesNotEndAsItBegins(Scenario given) {
        Duration tooShort = TICK.minusNanos(1);
        refused("ttl", () -> Commands.reserve("user:1", "h", "1", tooShort));
        refused("ttl", () -> Commands.extend("user:1", "e", "h", tooShort));
        refused("grace", () -> Commands.reverse("user:1", "r", "c").withGrace(tooShort));
        refused(
                "until",
                () -> SetLimit.lifted(id("user:1"), Window.DAY, memo("l").because("why"))
                        .liftedUntil(Instant.MAX));

        given.does(open("user:1"), Commands.reserve("user:1", "h", "0", TICK.plusNanos(999)));
        assertThat(given.hold("user:1", "h").deadline()).isEqualTo(given.in(TICK));
        assertThat(given.hold("user:1", "h").isOpen()).isTrue();
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains("must be"));
    }

    private static Map<String, String> manyPairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < 33; i++) {
            pairs.put("n" + i, "v");
        }
        return pairs;
    }
}
