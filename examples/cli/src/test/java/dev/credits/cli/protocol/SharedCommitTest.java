package dev.credits.cli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedCommitTest {
    private static final String IMPORT = """
            {"op":"open","account":"a","key":"o"}
            {"op":"grant","account":"a","amount":"10","key":"g"}
            {"op":"nonsense"}
            {"op":"open","account":"b","key":"o"}
            {"op":"grant","account":"b","amount":"10","key":"g"}
            {"op":"balance","account":"b"}
            {"op":"charge","account":"a","amount":"1","key":"c"}
            {"op":"charge","account":"b","amount":"1","key":"c"}
            """;

    /** Counts the units of work that pass through it. */
    private record Counting(Storage storage, AtomicInteger units) implements Storage {
        @Override
        public void transact(UnitOfWork work) {
            units.incrementAndGet();
            storage.transact(work);
        }

        @Override
        public <T> T read(Function<Reader, T> question) {
            return storage.read(question);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,6", "2,3", "3,3", "4,2", "1000,2"})
    @Tag("K10")
    @DisplayName(
            "K10: consecutive commands share a commit, an import of new accounts with their grants too; a question ends it")
    void commits(int batch, int commits) throws IOException {
        AtomicInteger units = new AtomicInteger();
        SessionClock clock = SessionClock.manual(Instant.parse("2026-01-01T00:00:00Z"));
        Storage storage = new Counting(new MemoryStorage(), units);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PriceBook prices = PriceBook.on(new MemoryStorage(), clock);
        Session session = new Session(
                Credits.on(storage).withClock(clock), prices, Plans.USUAL, clock, batch, new ResultWriter(out));
        assertThat(session.run(new ByteArrayInputStream(IMPORT.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThat(units).hasValue(commits);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(8);
    }
}
