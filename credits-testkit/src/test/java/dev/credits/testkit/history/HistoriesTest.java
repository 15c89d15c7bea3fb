package dev.credits.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Outcome;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    @Test
    @Tag("L1")
    @Tag("L2")
    @Tag("L3")
    @Tag("L5")
    @Tag("L8")
    @Tag("L10")
    @Tag("K9")
    void randomHistoriesKeepEveryLawOneByOneAndInBatches() {
        Histories.check(
                LongStream.range(0, Long.getLong("credits.histories.seeds", 80)),
                200,
                Subject.memory(),
                Subject.memory().inBatchesOf(16));
    }

    @Test
    void aSeedIsAlwaysTheSameHistory() {
        assertThat(History.of(7, 200)).isEqualTo(History.of(7, 200));
        assertThat(History.of(7, 200).toProtocol())
                .isNotEqualTo(History.of(8, 200).toProtocol());
        assertThat(History.of(7, 200).commands()).hasSize(200);
    }

    @Test
    void historiesComeToEveryKindOfEntryAndEveryReasonToDecline() {
        Set<EntryKind> kinds = EnumSet.noneOf(EntryKind.class);
        Set<DeclineCode> codes = EnumSet.noneOf(DeclineCode.class);
        Set<Class<?>> outcomes = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            History history = History.of(seed, 200);
            try (Run run = new Run(Subject.memory(), history.start(), history.processes(), any -> {})) {
                for (Step step : history.steps()) {
                    if (step instanceof Step.Clock time) {
                        run.now(time.now());
                    } else if (step instanceof Step.Together list) {
                        if (run.ledger().executeAll(list.commands()) instanceof AtomicOutcome.NoneBooked none
                                && none.refusal() instanceof Outcome.Declined declined) {
                            codes.add(declined.code());
                        }
                    } else if (step instanceof Step.Send send) {
                        Outcome outcome = run.send(0, List.of(send.command()), Duration.ZERO)
                                .get(0);
                        outcomes.add(outcome.getClass());
                        if (outcome instanceof Outcome.Declined declined) {
                            codes.add(declined.code());
                        }
                    }
                }
                history.accounts()
                        .forEach(account -> run.ledger()
                                .statement(EntryFilter.of(account).limit(1000))
                                .entries()
                                .forEach(entry -> kinds.add(entry.kind())));
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(EntryKind.values());
        assertThat(codes).containsExactlyInAnyOrder(DeclineCode.values());
        assertThat(outcomes).hasSize(4);
    }

    @Test
    void theOrdinaryHistoriesDoWhatLedgersBreakOn() {
        Features features = new Features();
        for (long seed = 0; seed < 80; seed++) {
            features.add(History.of(seed, 200));
        }
        assertThat(features.counts())
                .hasSizeGreaterThan(40)
                .allSatisfy((what, times) ->
                        assertThat(times).as("how often there is %s", what).isGreaterThanOrEqualTo(5));
    }

    @Test
    void aStorageThatForgetsIsFoundOutByTheShortestHistoryThatShowsIt() throws Exception {
        Throwable failure = catchThrowable(() -> Histories.check(
                LongStream.of(3), 200, Subject.memory(), Subject.of("forgetful", ForgetsLotsThatBurnFirst::new)));

        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining("The history of seed 3 fails");
        Path file = Path.of("target", "history-3.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.delete(file);
        assertThat(failure).hasMessageContaining(String.join("\n", lines)).hasMessageContaining("forgetful");
        assertThat(lines).hasSizeBetween(3, 8);
        assertThat(lines.get(0)).startsWith("{\"op\":\"clock\",\"now\":\"");
        assertThat(lines).anyMatch(line -> line.contains("\"priority\":10"));
    }

    @Test
    void aStorageThatFailsIsFoundOutToo() {
        Subject failing = Subject.of("failing", () -> new ForgetsLotsThatBurnFirst() {
            @Override
            public void transact(UnitOfWork work) {
                throw new dev.credits.ledger.CreditsException("the disk is full", true, null);
            }
        });

        Throwable failure = catchThrowable(() -> Histories.check(LongStream.of(5), 50, Subject.memory(), failing));
        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining("the disk is full");
        assertThat(Path.of("target", "history-5.jsonl").toFile().delete()).isTrue();
    }

    @Test
    void everyCommandHasItsLineInTheProtocol() {
        Set<String> ops = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (Step step : History.of(seed, 200).steps()) {
                for (String line : Protocol.lines(step)) {
                    assertThat(line).matches("(\\{\"op\":\".*})|(# .*)");
                    if (line.startsWith("{")) {
                        ops.add(line.substring(7, line.indexOf('"', 7)));
                    }
                }
            }
        }
        // clock and sweep beside the commands; pause and resume are one
        assertThat(ops).hasSize(Command.class.getPermittedSubclasses().length + 3);
    }

    /** A storage in memory whose loads leave out lots of a priority below the usual one. */
    private static class ForgetsLotsThatBurnFirst implements Storage {
        private final MemoryStorage memory = new MemoryStorage();

        @Override
        public void transact(UnitOfWork work) {
            memory.transact(loader -> work.run(plan -> {
                Loaded all = loader.load(plan);
                List<Lot> some =
                        all.lots().stream().filter(lot -> lot.priority() >= 50).toList();
                return new Loaded(
                        all.accounts(),
                        some,
                        all.holds(),
                        all.entries(),
                        all.reversals(),
                        all.limits(),
                        all.counts(),
                        all.trees(),
                        all.lines());
            }));
        }

        @Override
        public <T> T read(Function<Reader, T> question) {
            return memory.read(question);
        }
    }
}
