package dev.credits.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Input that can never be right is refused where the command is made, by the field's name. */
class CommandInputTest {
    private static final AccountId USER = AccountId.of("user:1");
    private static final Memo MEMO = Memo.key("k");
    private static final IdempotencyKey HOLD = IdempotencyKey.of("h");

    @Test
    void namesOfAccounts() {
        refuses("account", () -> AccountId.of(""));
        refuses("account", () -> AccountId.of("@issued"));
        refuses("account", () -> AccountId.of(" user"));
        refuses("account", () -> AccountId.of("a\nb"));
        refuses("account", () -> AccountId.of("a".repeat(201)));
        refuses("account", () -> AccountId.of("\uD800"));
        assertThat(AccountId.of("a".repeat(200)).value()).hasSize(200);
    }

    @Test
    void keysActorsAndReasons() {
        refuses("key", () -> Memo.key(""));
        refuses("key", () -> Memo.key("@lapse:x"));
        refuses("key", () -> Memo.key("k".repeat(201)));
        refuses("key", () -> Memo.key("\u0000"));
        refuses("by", () -> MEMO.by("b".repeat(101)));
        refuses("by", () -> MEMO.by("@clock"));
        refuses("reason", () -> MEMO.because("r".repeat(1001)));
        refuses("reason", () -> new Freeze(USER, MEMO));
        refuses("reason", () -> new Adjust(USER, Amount.of("1"), MEMO.because("  ")));
        refuses("feature", () -> MEMO.feature("f".repeat(101)));
        assertThat(MEMO.because("two\nlines").reason()).contains("\n");
    }

    @Test
    void metadata() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 33; i++) {
            many.put("n" + i, "v");
        }
        refuses("meta", () -> MEMO.metadata(many));
        refuses("meta", () -> MEMO.metadata(Map.of("", "v")));
        refuses("meta.n", () -> MEMO.metadata(Map.of("n", "v".repeat(501))));
        refuses("meta.n", () -> MEMO.metadata(Map.of("n", "\u0007")));
    }

    @Test
    void amounts() {
        refuses("amount", () -> new Charge(USER, Amount.of("-1"), MEMO));
        refuses("amount", () -> Grant.of(USER, Amount.of("0"), MEMO));
        refuses("amount", () -> Reserve.of(USER, Amount.of("-0.000001"), MEMO));
        refuses("amount", () -> new Capture(USER, HOLD, Amount.of("0"), MEMO));
        refuses("amount", () -> new Adjust(USER, Amount.of("0"), MEMO.because("r")));
        refuses("floor", () -> new SetFloor(USER, Amount.of("1"), MEMO.because("r")));
        refuses("floor", () -> Open.of(USER, MEMO).withFloor(Amount.of("5")));
        assertThat(Reserve.of(USER, Amount.of("0"), MEMO).amount().isZero()).isTrue();
        assertThat(new Charge(USER, Amount.of("0"), MEMO).amount().isZero()).isTrue();
    }

    @Test
    void timesAndParties() {
        refuses("ttl", () -> Reserve.of(USER, Amount.of("1"), MEMO).lasting(Duration.ZERO));
        refuses("ttl", () -> Reserve.of(USER, Amount.of("1"), MEMO).lasting(Duration.ofDays(367)));
        refuses("ttl", () -> new Extend(USER, HOLD, null, null, MEMO));
        refuses("grace", () -> Reverse.of(USER, HOLD, MEMO).withGrace(Duration.ofSeconds(-1)));
        refuses("to", () -> new Transfer(USER, USER, Amount.of("1"), MEMO));
        refuses("parent", () -> Open.of(USER, MEMO).under(USER));
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        refuses("expires", () -> LotTerms.of(Source.PAID).starting(noon).expiring(noon));
        refuses("expires", () -> LotTerms.of(Source.PAID).expiring(Instant.MAX));
        refuses("happened", () -> MEMO.happened(Instant.MIN));
        refuses("priority", () -> LotTerms.of(Source.PAID).priority(1001));
    }

    private static void refuses(String field, ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(field));
    }
}
