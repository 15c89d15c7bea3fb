package dev.credits.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Defect 5: a unit of work locks all its accounts at once, or lets go of them and begins again")
@Tag("H3")
class LockOrderTest {
    private static final AccountId ORGANISATION = AccountId.of("org");
    private static final AccountId TEAM = AccountId.of("team");
    private static final AccountId ANN = AccountId.of("ann");
    private static final AccountId BOB = AccountId.of("bob");

    private final Recording storage = new Recording();
    private final List<LedgerListener.Batch> batches = new ArrayList<>();
    private final Ledger ledger = Credits.on(storage).withListener(batches::add).ledger();

    @BeforeEach
    void organisation() {
        Ledger before = Credits.on(storage.memory).ledger();
        for (Command command : List.of(
                Open.of(ORGANISATION, Memo.key("open")),
                Grant.of(ORGANISATION, Amount.of("100"), Memo.key("grant")),
                Open.of(TEAM, Memo.key("open")).sharing(ORGANISATION),
                Open.of(ANN, Memo.key("open")).sharing(TEAM),
                Open.of(BOB, Memo.key("open")),
                new Transfer(ORGANISATION, BOB, Amount.of("10"), Memo.key("move")))) {
            before.execute(command).orElseThrow();
        }
    }

    @Test
    @DisplayName("A member that this process has never seen, with a team and a pool above it")
    void unknownMember() {
        assertThat(ledger.execute(new Charge(ANN, Amount.of("1"), Memo.key("c"))))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(storage.lockedByLast()).containsExactly(Set.of(ANN, TEAM, ORGANISATION));
        assertThat(batches).singleElement().matches(batch -> batch.retries() == 0);
        storage.begun = 0;
        assertThat(ledger.execute(new Charge(ANN, Amount.of("1"), Memo.key("d"))))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(storage.begun).as("the way is known from then on").isEqualTo(1);
    }

    @Test
    @DisplayName("A member that this process has opened itself is known from the beginning")
    void openedHere() {
        AccountId eve = AccountId.of("eve");
        ledger.execute(Open.of(eve, Memo.key("open")).sharing(TEAM)).orElseThrow();
        storage.begun = 0;
        ledger.execute(new Charge(eve, Amount.of("1"), Memo.key("c"))).orElseThrow();
        assertThat(storage.begun).isEqualTo(1);
        assertThat(storage.lockedByLast()).containsExactly(Set.of(eve, TEAM, ORGANISATION));
    }

    @Test
    @DisplayName("The other side of a transfer that is reversed")
    void reversedTransfer() {
        ledger.execute(Reverse.of(ORGANISATION, IdempotencyKey.of("move"), Memo.key("back")))
                .orElseThrow();
        assertThat(storage.lockedByLast()).containsExactly(Set.of(ORGANISATION, BOB));
    }

    /** A real storage that notes which accounts each unit asks for, load by load. */
    private static final class Recording implements Storage {
        private final MemoryStorage memory = new MemoryStorage();
        private List<Set<AccountId>> loads = new ArrayList<>();
        private int begun;

        @Override
        public void transact(UnitOfWork work) {
            begun++;
            loads = new ArrayList<>();
            memory.transact(loader -> work.run(plan -> {
                loads.add(plan.accounts());
                return loader.load(plan);
            }));
        }

        @Override
        public <T> T read(Function<Reader, T> question) {
            return memory.read(question);
        }

        private List<Set<AccountId>> lockedByLast() {
            return loads.stream().filter(accounts -> !accounts.isEmpty()).toList();
        }
    }
}
