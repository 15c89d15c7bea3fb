package dev.credits.testkit;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Charge;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every assertion passes for what is so, and fails with the figures for what is not. */
class CreditsAssertionsTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final Ledger ledger =
            Credits.on(new MemoryStorage()).withClock(ManualClock.start()).ledger();

    @BeforeEach
    void begin() {
        ledger.execute(Open.of(USER, Memo.key("open")));
        ledger.execute(Grant.of(USER, Amount.of("100"), Memo.key("g")));
        ledger.execute(Reserve.of(USER, Amount.of("10"), Memo.key("h")));
    }

    @Test
    void accountFigures() {
        assertThat(ledger)
                .account("user:1")
                .hasAvailable("90")
                .hasHeld("10.000")
                .hasEarned("100")
                .hasSpent("0")
                .hasExpired("0")
                .hasIn("0")
                .hasOut("0")
                .hasAdjusted("0")
                .hasDebt("0")
                .hasStatus(AccountStatus.OPEN)
                .hasLots("90")
                .hasHold("h", Hold.State.OPEN)
                .hasEntries(EntryKind.OPEN, EntryKind.GRANT, EntryKind.RESERVE);

        fails(
                "available of user:1 is 90 instead of 91",
                () -> assertThat(ledger).account("user:1").hasAvailable("91"));
        fails(
                "held of user:1 is 10 instead of 1",
                () -> assertThat(ledger).account("user:1").hasHeld("1"));
        fails(
                "[90] left instead of [90, 1]",
                () -> assertThat(ledger).account("user:1").hasLots("90", "1"));
        fails(
                "OPEN instead of SETTLED",
                () -> assertThat(ledger).account("user:1").hasHold("h", Hold.State.SETTLED));
        fails("null instead of OPEN", () -> assertThat(ledger).account("user:1").hasHold("x", Hold.State.OPEN));
        fails(
                "OPEN instead of CLOSED",
                () -> assertThat(ledger).account("user:1").hasStatus(AccountStatus.CLOSED));
        fails("instead of [OPEN]", () -> assertThat(ledger).account("user:1").hasEntries(EntryKind.OPEN));
        fails("There is no account user:2", () -> assertThat(ledger).account("user:2"));
        fails("should be none", () -> assertThat(ledger).hasNoAccount("user:1"));
        assertThat(ledger).hasNoAccount("user:2");
    }

    @Test
    void bookings() {
        Outcome settled = ledger.execute(
                Settle.of(USER, new dev.credits.ledger.IdempotencyKey("h"), Amount.of("12"), Memo.key("s")));
        assertThat(settled)
                .isApplied()
                .hasCaptured("10")
                .hasReleased("0")
                .hasShortfall("2")
                .hasAvailable("90")
                .hasHeld("0")
                .hasSeq(4)
                .hasEntries(EntryKind.SETTLE);

        fails("captured is 10 CREDIT instead of 12", () -> assertThat(settled).hasCaptured("12"));
        fails("not replayed", () -> assertThat(settled).isReplayed());
        fails("not declined", () -> assertThat(settled).isDeclinedWith(DeclineCode.OVERFLOW));
        fails("seq is 4 instead of 5", () -> assertThat(settled).hasSeq(5));
        Outcome other = ledger.execute(new Charge(USER, Amount.of("1"), Memo.key("c")));
        Outcome replayed = ledger.execute(new Charge(USER, Amount.of("1"), Memo.key("c")));
        assertThat(replayed).isReplayOf(other);
        fails("booking is", () -> assertThat(replayed).isReplayOf(settled));
        fails("not a conflict", () -> assertThat(replayed).conflictsOn("amount"));
    }

    @Test
    void refusals() {
        Outcome declined = ledger.execute(new Charge(USER, Amount.of("90.5"), Memo.key("c")));
        assertThat(declined)
                .isDeclinedWith(DeclineCode.INSUFFICIENT_CREDITS)
                .hasShortfall("0.5")
                .isBlockedBy("user:1")
                .wouldPassAt(null);

        fails(
                "INSUFFICIENT_CREDITS instead of OVERFLOW",
                () -> assertThat(declined).isDeclinedWith(DeclineCode.OVERFLOW));
        fails("shortfall is 0.5 CREDIT instead of 1", () -> assertThat(declined).hasShortfall("1"));
        fails(
                "blockedBy is user:1 instead of user:2",
                () -> assertThat(declined).isBlockedBy("user:2"));
        fails("not applied or replayed", () -> assertThat(declined).hasAvailable("90"));
        fails(
                "account status is null instead of PAUSED",
                () -> assertThat(declined).hasAccountStatus(AccountStatus.PAUSED));
        fails("ending is null instead of LAPSED", () -> assertThat(declined).hasEnding(Hold.State.LAPSED));
        Outcome conflict = ledger.execute(Grant.of(USER, Amount.of("1"), Memo.key("g")));
        assertThat(conflict).conflictsOn("amount");
        fails("field is amount instead of op", () -> assertThat(conflict).conflictsOn("op"));
    }

    private static void fails(String message, ThrowingCallable assertion) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
    }
}
