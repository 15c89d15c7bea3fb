package dev.credits.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An account is opened by another process while a unit of work loads: it sees the key, and not yet the account. */
class OpenedMeanwhileTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final MemoryStorage memory = new MemoryStorage();
    private boolean late = true;

    @Test
    @Tag("L17")
    @Tag("class-1")
    void anAccountThatWasOpenedBetweenTwoStatementsIsFound() {
        Ledger elsewhere = Credits.on(memory).ledger();
        Open open = Open.of(USER, Memo.key("open")).ensured();
        elsewhere.execute(open).orElseThrow();
        Ledger ledger = Credits.on(new Late()).ledger();

        AtomicOutcome both = ledger.executeAll(List.of(open, Grant.of(USER, Amount.of("1"), Memo.key("g"))));
        assertThat(both).isInstanceOf(AtomicOutcome.AllBooked.class);
        assertThat(ledger.balance(USER).orElseThrow().available()).isEqualTo(Amount.of("1"));
    }

    /** The first load looks for accounts too early. */
    private final class Late implements Storage {
        @Override
        public void transact(UnitOfWork work) {
            memory.transact(loader -> work.run(plan -> {
                Loaded found = loader.load(plan);
                if (!late) {
                    return found;
                }
                late = false;
                return new Loaded(
                        List.of(),
                        List.of(),
                        List.of(),
                        found.entries(),
                        found.reversals(),
                        List.of(),
                        found.counts(),
                        found.trees(),
                        found.lines());
            }));
        }

        @Override
        public <T> T read(Function<Reader, T> question) {
            return memory.read(question);
        }
    }
}
