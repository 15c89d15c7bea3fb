package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Defect 18: what one process remembers of a pool's members and limits is never trusted where another has written")
@Tag("L13")
@Tag("H3")
class PostgresPoolMemoryTest extends TwoLedgers {
    private static final AccountId ORG = AccountId.of("org");
    private static final AccountId ANN = AccountId.of("org/ann");
    private static final AccountId BOB = AccountId.of("org/bob");
    private static final IdempotencyKey HOLD = IdempotencyKey.of("hold");

    @BeforeEach
    void open() {
        apply(here, Open.of(ORG, memo()));
        apply(here, Grant.of(ORG, Amount.of("1000"), memo()));
        for (AccountId member : List.of(ANN, BOB)) {
            apply(here, Open.of(member, memo()).sharing(ORG));
            apply(here, limit(member, "100"));
            spendOften(member);
        }
    }

    /** Until the process remembers the account, whatever others wrote before. */
    private void spendOften(AccountId member) {
        for (int i = 0; i < 10; i++) {
            apply(here, charge(member, "1"));
        }
    }

    @Test
    @DisplayName("What a member spent elsewhere counts here")
    void spentElsewhere() {
        apply(there, charge(ANN, "60"));
        assertThat(declined(here, charge(ANN, "40"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(here, charge(ANN, "30"));
        assertThat(spent(ANN)).isEqualTo("100");
    }

    @Test
    @DisplayName("A limit lowered, raised or forgiven elsewhere binds here as it is now")
    void changedElsewhere() {
        apply(there, limit(ANN, "20"));
        assertThat(declined(here, charge(ANN, "11"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(there, limit(ANN, "30"));
        apply(here, charge(ANN, "20"));
        apply(there, new ResetUsage(ANN, Window.DAY, agreed()));
        apply(here, charge(ANN, "30"));
    }

    @Test
    @DisplayName("A limit set elsewhere on who had none binds here")
    void setElsewhere() {
        apply(there, limit(ORG, "25"));
        assertThat(declined(here, charge(BOB, "6"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(here, charge(BOB, "5"));
    }

    @Test
    @DisplayName(
            "A hold that stayed with the pool ends elsewhere, in no chain that is looked at here: its room is there again")
    void releasedInAnotherChain() {
        holdAndLeaveThePool();
        apply(there, new Release(ANN, HOLD, memo()));
        apply(here, charge(ANN, "80"));
        assertThat(spent(ANN)).isEqualTo("100");
    }

    @Test
    @DisplayName("A hold that stayed with the pool is settled elsewhere: what it spent counts here, once")
    void settledInAnotherChain() {
        holdAndLeaveThePool();
        apply(there, Settle.of(ANN, HOLD, Amount.of("10"), memo()));
        assertThat(declined(here, charge(ANN, "71"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(here, charge(ANN, "70"));
        assertThat(spent(ANN)).isEqualTo("100");
    }

    @Test
    @DisplayName("A hold that stayed with the pool lapses elsewhere: its room is there again")
    @Tag("L5")
    void lapsedInAnotherChain() {
        holdAndLeaveThePool();
        clock.advance(Duration.ofMinutes(20));
        there.sweep();
        apply(here, charge(ANN, "80"));
        assertThat(spent(ANN)).isEqualTo("100");
    }

    @Test
    @DisplayName("What is given back of a member's spending elsewhere can be spent here")
    @Tag("L9")
    void reversedElsewhere() {
        apply(here, new Charge(ANN, Amount.of("80"), Memo.key("much")));
        assertThat(declined(here, charge(ANN, "20"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(there, Reverse.of(ANN, IdempotencyKey.of("much"), memo()));
        apply(here, charge(ANN, "90"));
    }

    @Test
    @DisplayName("More granted elsewhere for a window, and a limit lifted for good there, bind here as they are now")
    void givenElsewhere() {
        apply(there, new GrantExtra(ANN, Window.DAY, Amount.of("5"), agreed()));
        apply(here, charge(ANN, "95"));
        assertThat(declined(here, charge(ANN, "1"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(there, SetLimit.lifted(ANN, Window.DAY, agreed()));
        apply(here, charge(ANN, "50"));
        apply(there, limit(ANN, "160"));
        assertThat(declined(here, charge(ANN, "6"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        apply(here, charge(ANN, "5"));
    }

    @Test
    @DisplayName("An account that is written here without its limits is not taken for what they were")
    void writtenWithoutItsLimits() {
        holdAndLeaveThePool();
        apply(there, new Release(ANN, HOLD, memo()));
        apply(here, Grant.of(ANN, Amount.of("1"), memo()));
        apply(here, charge(ANN, "80"));
        assertThat(spent(ANN)).isEqualTo("100");
    }

    @Test
    @DisplayName("A window that has begun anew elsewhere goes on here")
    void nextWindow() {
        clock.advance(Duration.ofDays(1));
        apply(there, charge(ANN, "60"));
        assertThat(declined(here, charge(ANN, "41"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
        clock.advance(Duration.ofDays(1));
        apply(here, charge(ANN, "100"));
    }

    @Test
    @DisplayName("A member that has left the pool elsewhere spends its own credits here")
    void leftElsewhere() {
        apply(there, Fund.own(ANN, agreed()));
        assertThat(declined(here, charge(ANN, "1"))).isEqualTo(DeclineCode.INSUFFICIENT_CREDITS);
        apply(there, Fund.shared(ANN, agreed()));
        apply(here, charge(ANN, "1"));
    }

    /** Ann holds 60 of the pool's credits, then spends her own: 20 counts as spent. */
    private void holdAndLeaveThePool() {
        apply(here, Reserve.of(ANN, Amount.of("60"), Memo.key(HOLD.value())));
        apply(here, Fund.own(ANN, agreed()));
        apply(here, Grant.of(ANN, Amount.of("200"), memo()));
        spendOften(ANN);
        assertThat(declined(here, charge(ANN, "21"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
    }

    private String spent(AccountId account) {
        Limit limit = there.limits(account).get(0);
        assertThat(limit.held()).isZero();
        return Amount.ofMinor(limit.spent(), limit.unit()).toPlainString();
    }

    private SetLimit limit(AccountId account, String most) {
        return SetLimit.of(account, Window.DAY, Amount.of(most), agreed());
    }

    private Memo agreed() {
        return memo().by("cfo").because("as agreed");
    }
}
