package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Defect 18: what one process remembers of an account is never trusted where another has written")
@Tag("L3")
class PostgresMemoryTest extends TwoLedgers {
    private static final AccountId USER = AccountId.of("user:1");
    private static final AccountId OTHER = AccountId.of("user:2");

    @BeforeEach
    void open() {
        for (AccountId account : List.of(USER, OTHER)) {
            apply(here, Open.of(account, memo()));
            apply(here, Grant.of(account, Amount.of("100"), memo()));
            apply(there, charge(account, "10"));
            apply(here, charge(account, "10"));
            apply(here, charge(account, "10"));
        }
    }

    @Test
    @DisplayName("What is gone elsewhere cannot be spent here")
    void spentElsewhere() {
        apply(there, charge(USER, "60"));
        assertThat(declined(here, charge(USER, "60"))).isEqualTo(DeclineCode.INSUFFICIENT_CREDITS);
        apply(here, charge(USER, "10"));
    }

    @Test
    @DisplayName("What came in elsewhere can be spent here: a refusal from memory is proven, too")
    void grantedElsewhere() {
        assertThat(declined(here, charge(USER, "80"))).isEqualTo(DeclineCode.INSUFFICIENT_CREDITS);
        apply(there, Grant.of(USER, Amount.of("100"), memo()));
        apply(here, charge(USER, "80"));
    }

    @Test
    @DisplayName("A key used elsewhere is replayed here, though the balance would not allow the command again")
    @Tag("L4")
    void keyUsedElsewhere() {
        Command spend = new Charge(USER, Amount.of("70"), Memo.key("once"));
        apply(there, spend);
        assertThat(here.execute(spend)).isInstanceOf(Outcome.Replayed.class);
        assertThat(here.execute(spend)).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    @DisplayName("A key used before is replayed, whatever has come to be remembered since")
    @Tag("L4")
    void keyUsedHere() {
        Command spend = new Charge(USER, Amount.of("70"), Memo.key("once"));
        apply(here, spend);
        assertThat(declined(here, charge(USER, "70"))).isEqualTo(DeclineCode.INSUFFICIENT_CREDITS);
        assertThat(here.execute(spend)).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    @DisplayName("Keys used before are replayed beside new ones, whether the balance would allow them again or not")
    @Tag("L4")
    void keysAmongOthers() {
        Command small = new Charge(USER, Amount.of("10"), Memo.key("small"));
        Command large = new Charge(USER, Amount.of("50"), Memo.key("large"));
        apply(here, small);
        apply(here, large);
        assertThat(here.execute(small)).isInstanceOf(Outcome.Replayed.class);
        apply(here, charge(OTHER, "1"));
        assertThat(here.executeEach(List.of(charge(OTHER, "1"), small)))
                .extracting(PostgresMemoryTest::kind)
                .containsExactly("Applied", "Replayed");
        assertThat(here.executeEach(List.of(charge(OTHER, "1"), large)))
                .extracting(PostgresMemoryTest::kind)
                .containsExactly("Applied", "Replayed");
        Command other = new Charge(USER, Amount.of("60"), Memo.key("large"));
        assertThat(here.executeEach(List.of(charge(OTHER, "1"), other)))
                .extracting(PostgresMemoryTest::kind)
                .containsExactly("Applied", "Conflict");
        assertThat(here.executeEach(List.of(charge(OTHER, "2"), small, large, charge(USER, "10"))))
                .extracting(PostgresMemoryTest::kind)
                .containsExactly("Applied", "Replayed", "Replayed", "Applied");
    }

    @Test
    @DisplayName("An account frozen elsewhere is frozen here")
    void frozenElsewhere() {
        apply(there, new Freeze(USER, memo().because("a check")));
        assertThat(declined(here, charge(USER, "1"))).isEqualTo(DeclineCode.ACCOUNT_FROZEN);
        assertThat(declined(here, new Transfer(USER, OTHER, Amount.of("1"), memo())))
                .isEqualTo(DeclineCode.ACCOUNT_FROZEN);
        assertThat(here.account(USER).orElseThrow().status()).isEqualTo(AccountStatus.FROZEN);
    }

    @Test
    @DisplayName("A hold ended elsewhere cannot be settled here")
    @Tag("L5")
    void holdEndedElsewhere() {
        apply(here, Reserve.of(USER, Amount.of("20"), Memo.key("hold")));
        apply(there, settle("hold", "5"));
        assertThat(declined(here, settle("hold", "20"))).isEqualTo(DeclineCode.HOLD_ENDED);
        assertThat(here.balance(USER).orElseThrow().available()).isEqualTo(Amount.of("65"));
    }

    @Test
    @DisplayName("A hold opened elsewhere lapses before what is done here, once its deadline has come")
    @Tag("L5")
    void holdLapses() {
        apply(there, Reserve.of(USER, Amount.of("60"), Memo.key("hold")).lasting(Duration.ofMinutes(1)));
        apply(here, charge(USER, "1"));
        clock.advance(Duration.ofMinutes(2));
        apply(here, charge(USER, "60"));
        assertThat(here.hold(USER, IdempotencyKey.of("hold")).orElseThrow().state())
                .isEqualTo(Hold.State.LAPSED);
    }

    @Test
    @DisplayName("Credits that expire do so in memory as in the database")
    @Tag("L11")
    void lotsExpire() {
        LotTerms soon = LotTerms.of(Source.PAID).expiring(clock.instant().plus(Duration.ofMinutes(1)));
        apply(here, Grant.of(USER, Amount.of("30"), memo()).on(soon));
        apply(here, charge(USER, "10"));
        clock.advance(Duration.ofMinutes(2));
        assertThat(declined(here, charge(USER, "71"))).isEqualTo(DeclineCode.INSUFFICIENT_CREDITS);
        apply(here, charge(USER, "70"));
    }

    @Test
    @DisplayName("A limit set elsewhere binds here")
    @Tag("L13")
    void limitedElsewhere() {
        apply(there, SetLimit.of(USER, Window.DAY, Amount.of("1"), memo().because("careful")));
        assertThat(declined(here, charge(USER, "2"))).isEqualTo(DeclineCode.LIMIT_EXCEEDED);
    }

    @Test
    @DisplayName("What was done here or elsewhere can be reversed here, once")
    @Tag("L9")
    void reversed() {
        apply(here, new Charge(USER, Amount.of("20"), Memo.key("mine")));
        apply(there, new Charge(USER, Amount.of("20"), Memo.key("theirs")));
        apply(here, Reverse.of(USER, IdempotencyKey.of("theirs"), memo()));
        apply(there, Reverse.of(USER, IdempotencyKey.of("mine"), memo()));
        assertThat(here.execute(Reverse.of(USER, IdempotencyKey.of("mine"), memo())))
                .isInstanceOf(Outcome.Declined.class);
        assertThat(here.balance(USER).orElseThrow().available()).isEqualTo(Amount.of("70"));
    }

    @Test
    @DisplayName("An atomic list over two accounts, one of them written elsewhere, is decided on both as they are")
    @Tag("K10")
    void atomicLists() {
        apply(there, charge(OTHER, "65"));
        assertThat(here.executeAll(List.of(charge(USER, "1"), charge(OTHER, "10"))))
                .isInstanceOf(AtomicOutcome.NoneBooked.class);
        assertThat(here.balance(USER).orElseThrow().available()).isEqualTo(Amount.of("70"));
        assertThat(here.executeAll(List.of(charge(USER, "1"), charge(OTHER, "5"))))
                .isInstanceOf(AtomicOutcome.AllBooked.class);
    }

    @Test
    @DisplayName("A neighbour in a batch is decided on what is true, not on what was")
    void neighbours() {
        apply(there, charge(USER, "65"));
        List<Outcome> outcomes = here.executeEach(List.of(charge(OTHER, "50"), charge(USER, "10"), charge(USER, "5")));
        assertThat(outcomes).extracting(Outcome::isBooked).containsExactly(true, false, true);
    }

    private static String kind(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    private Command settle(String hold, String amount) {
        return Settle.of(USER, IdempotencyKey.of(hold), Amount.of(amount), memo());
    }
}
