package dev.credits.cli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.CreditsException;
import dev.credits.pricing.PriceBook;
import dev.credits.quota.Plans;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run answers when the storage fails in the middle of it. */
class FaultTest {
    private static final List<String> LINES = List.of(
            "{\"op\":\"open\",\"account\":\"a\",\"key\":\"o\"}",
            "{\"op\":\"grant\",\"account\":\"a\",\"amount\":\"10\",\"key\":\"g1\"}",
            "not a command",
            "{\"op\":\"grant\",\"account\":\"a\",\"amount\":\"20\",\"key\":\"g2\"}",
            "{\"op\":\"grant\",\"account\":\"a\",\"amount\":\"30\",\"key\":\"g3\"}",
            "{\"op\":\"balance\",\"account\":\"a\"}");

    private final MemoryStorage memory = new MemoryStorage();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A storage that works for some units of work and is gone from then on. */
    private record Failing(Storage storage, int[] left) implements Storage {
        @Override
        public void transact(UnitOfWork work) {
            if (left[0]-- <= 0) {
                throw new CreditsException("the connection is gone", true, null);
            }
            storage.transact(work);
        }

        @Override
        public <T> T read(Function<Reader, T> question) {
            return storage.read(question);
        }
    }

    @Test
    @DisplayName("the first line that fails is answered as a fault and ends the run; what came before stands")
    void endsTheRun() throws IOException {
        Optional<RuntimeException> fault = run(new Failing(memory, new int[] {2}), 1, LINES);
        assertThat(fault).containsInstanceOf(CreditsException.class);
        assertThat(results()).hasSize(4);
        assertThat(results().get(3))
                .isEqualTo(
                        "{\"line\":4,\"op\":\"grant\",\"status\":\"fault\",\"message\":\"the connection is gone\",\"retryable\":true}");
        assertThat(credits(memory).ledger().verify().entries()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "a batch that fails is told apart line by line: the first line of it is the fault, later ones get no answer")
    void inABatch() throws IOException {
        run(new Failing(memory, new int[] {1}), 2, LINES);
        assertThat(results()).hasSize(4);
        assertThat(results().get(2)).contains("\"line\":3,\"status\":\"invalid\"");
        assertThat(results().get(3)).contains("\"line\":4,\"op\":\"grant\",\"status\":\"fault\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @DisplayName("after a fault the same file is run again and comes to the same end")
    void again(int works) throws IOException {
        run(new Failing(memory, new int[] {works}), 2, LINES);
        out.reset();
        assertThat(run(memory, 2, LINES)).isEmpty();
        assertThat(results()).hasSize(6).noneMatch(line -> line.contains("\"fault\""));
        assertThat(results().get(5)).contains("\"available\":\"60\"");
    }

    private Optional<RuntimeException> run(Storage storage, int batch, List<String> lines) throws IOException {
        Session session = new Session(
                credits(storage),
                PriceBook.on(new MemoryStorage(), clock()),
                Plans.USUAL,
                clock(),
                batch,
                new ResultWriter(out));
        byte[] input = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return session.run(new ByteArrayInputStream(input));
    }

    private List<String> results() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Credits credits(Storage storage) {
        return Credits.on(storage).withClock(clock());
    }

    private static SessionClock clock() {
        return SessionClock.manual(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
