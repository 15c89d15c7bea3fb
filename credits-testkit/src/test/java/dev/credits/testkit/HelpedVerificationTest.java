package dev.credits.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Verification;
import dev.credits.spi.Reader;
import dev.credits.spi.Reader.SameState;
import dev.credits.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A verification in which a second reader helps: what it does, what it breaks, and when it comes too late. */
@Tag("K3")
class HelpedVerificationTest {
    private static final int ACCOUNTS = 1000;
    private static final int AT_ONCE = 1000;

    private final MemoryStorage storage = new MemoryStorage();

    @BeforeEach
    void open() {
        open("many:", ACCOUNTS);
    }

    @Test
    @DisplayName("all but the first group are left to a reader that is quick enough")
    void helped() {
        List<Integer> asked = new ArrayList<>();
        Verification found = verify(
                Runnable::run,
                same -> questions -> same.read(reader -> questions.accept(counting(reader, asked))),
                new ArrayList<>());

        assertThat(found).returns(true, Verification::holds).returns((long) ACCOUNTS, Verification::entries);
        assertThat(asked).as("groups read by the helper").hasSize(ACCOUNTS / 200 - 1);
    }

    @Test
    @DisplayName("a helper that finds no reader is done without")
    void useless() {
        Verification found = verify(
                Runnable::run,
                same -> questions -> {
                    throw new CreditsException("no connection", true, null);
                },
                new ArrayList<>());

        assertThat(found).returns(true, Verification::holds).returns((long) ACCOUNTS, Verification::entries);
    }

    @Test
    @DisplayName("what breaks the helper breaks the verification, which goes on later from what was told")
    void broken() {
        List<Verification> told = new ArrayList<>();
        assertThatThrownBy(() -> verify(
                        Runnable::run,
                        same -> questions -> {
                            same.read(questions);
                            throw new CreditsException("connection lost", true, null);
                        },
                        told))
                .isInstanceOf(CreditsException.class)
                .hasMessageStartingWith("verification stopped after")
                .hasMessageEndingWith("connection lost")
                .extracting(thrown -> ((CreditsException) thrown).retryable())
                .isEqualTo(true);

        Verification last = told.get(told.size() - 1);
        Verification rest = Credits.on(storage).ledger().verify(Inspection.all().resuming(last));
        assertThat(rest)
                .returns(true, Verification::holds)
                .returns((long) ACCOUNTS, Verification::entries)
                .returns((long) ACCOUNTS, Verification::accounts);
    }

    @Test
    @DisplayName("a helper that comes when all is done reads nothing, and is not waited for")
    void tooLate() {
        List<Runnable> waiting = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        Verification found = verify(
                waiting::add,
                same -> questions -> same.read(reader -> questions.accept(counting(reader, asked))),
                new ArrayList<>());
        assertThat(found).returns(true, Verification::holds).returns((long) ACCOUNTS, Verification::entries);
        waiting.forEach(Runnable::run);
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("a helper that has gone far ahead goes, and comes again")
    void again() {
        int more = 11_000;
        open("more:", more);
        List<Integer> came = new ArrayList<>();
        Verification found = verify(
                Runnable::run,
                same -> questions -> {
                    came.add(1);
                    same.read(questions);
                },
                new ArrayList<>());

        assertThat(found)
                .returns(true, Verification::holds)
                .returns((long) ACCOUNTS + more, Verification::entries)
                .returns((long) ACCOUNTS + more, Verification::accounts);
        assertThat(came).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("what the caller's own part throws is thrown, once the helper has gone")
    void failing() {
        List<Integer> asked = new ArrayList<>();
        assertThatThrownBy(() -> verify(
                        task -> new Thread(task, "helper").start(),
                        same -> questions -> same.read(reader -> questions.accept(counting(reader, asked))),
                        new ArrayList<>() {
                            @Override
                            public boolean add(Verification told) {
                                throw new IllegalStateException("the host cannot be told");
                            }
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the host cannot be told");
        int before = asked.size();
        Credits.on(storage).ledger().verify();
        assertThat(asked).as("groups the helper has read since").hasSize(before);
    }

    private void open(String prefix, int accounts) {
        Ledger ledger = Credits.on(storage).ledger();
        for (int from = 0; from < accounts; from += AT_ONCE) {
            ledger.executeEach(IntStream.range(from, from + AT_ONCE)
                            .<Command>mapToObj(i -> Open.of(AccountId.of(prefix + (10_000 + i)), Memo.key("open")))
                            .toList())
                    .forEach(Outcome::orElseThrow);
        }
    }

    private Verification verify(Executor threads, UnaryOperator<SameState> state, List<Verification> told) {
        Storage shared = new Storage() {
            @Override
            public void transact(UnitOfWork work) {
                storage.transact(work);
            }

            @Override
            public <T> T read(Function<Reader, T> question) {
                return storage.read(reader ->
                        question.apply(with(reader, () -> reader.sameState().map(state), any -> {})));
            }
        };
        return Credits.on(shared)
                .withExecutor(threads)
                .ledger()
                .verify(Inspection.all().reporting(told::add));
    }

    private static Reader counting(Reader reader, List<Integer> asked) {
        return with(reader, Optional::empty, name -> {
            if (name.equals("eachEntry")) {
                asked.add(1);
            }
        });
    }

    private static Reader with(Reader reader, Supplier<Optional<SameState>> state, Consumer<String> called) {
        return (Reader) Proxy.newProxyInstance(
                Reader.class.getClassLoader(), new Class<?>[] {Reader.class}, (proxy, method, arguments) -> {
                    called.accept(method.getName());
                    if (method.getName().equals("sameState")) {
                        return state.get();
                    }
                    try {
                        return method.invoke(reader, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
