package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.Commands.ADMIN;
import static dev.credits.testkit.contract.Commands.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Verification.Violation;
import dev.credits.money.Conversion;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.Subject;
import dev.credits.spi.LoadPlan.UpTo;
import dev.credits.spi.Loaded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs: dated data of no account, numbered, chained, and only ever added to. */
@Tag("K8")
@Tag("L8")
public interface LogContract extends StorageUnderTest {
    @Test
    @DisplayName("K8, L8: lines are read as they were written: in order, of a kind, about a subject, up to a number")
    default void linesAreReadAsTheyWereWritten(Scenario given) {
        List<LogLine> a = lines(given, "a", "one", null, "{\"x\": \"…\"}", "four");
        List<LogLine> b = lines(given, "b", "1");
        given.storage().transact(loader -> ChangeSet.ofLines(a.subList(0, 2)));
        given.storage().transact(loader -> ChangeSet.ofLines(List.of(a.get(2), b.get(0), a.get(3))));

        given.anotherStorage().read(reader -> {
            assertThat(reader.lines("a", 0, 10)).isEqualTo(a).allMatch(LogLine::isIntact);
            assertThat(reader.lines("a", 1, 2)).isEqualTo(a.subList(1, 3));
            assertThat(reader.lines("a", 4, 10)).isEmpty();
            assertThat(reader.lines("c", 0, 10)).isEmpty();
            assertThat(reader.newestLines("a", "EVEN", 10)).containsExactly(a.get(3), a.get(1));
            assertThat(reader.newestLines("a", "ODD", 1)).containsExactly(a.get(2));
            List<LogLine> all = new ArrayList<>();
            reader.eachLine(all::add);
            List<LogLine> both = new ArrayList<>(a);
            both.addAll(b);
            assertThat(all).isEqualTo(both);
            return all;
        });
        LoadPlan plan = LoadPlan.of(Set.of(), given.now())
                .subjects(Set.of(new Subject("a", "about 1"), new Subject("b", "about 2")))
                .lines(Set.of(UpTo.end("b"), new UpTo("a", 2), new UpTo("a", 0), UpTo.end("c")));
        LogLine[] found = {a.get(0), a.get(3), b.get(0), a.get(1)};
        assertThat(given.storage().read(reader -> reader.load(plan)).lines()).containsExactlyInAnyOrder(found);
        given.storage().transact(loader -> {
            Loaded loaded = loader.load(plan);
            assertThat(loaded.lines()).containsExactlyInAnyOrder(found);
            return ChangeSet.NOTHING;
        });
    }

    @Test
    @DisplayName("K8: a rate says who published it, when and why; without a reason there is none")
    default void aRateSaysWhoPublishedItAndWhy(Scenario given) {
        Conversion rate = rate(given, "2", 0);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> given.ledger().publish(rate, ADMIN, " "))
                .withMessageContaining("reason");
        given.ledger().publish(rate, ADMIN, "price list");
        given.ledger().publish(rate, ADMIN, "once more");

        assertThat(given.anotherProcess().rates(0, 10))
                .extracting(LogLine::by, LogLine::reason, LogLine::at, LogLine::effective)
                .containsExactly(tuple(ADMIN, "price list", given.now(), given.now()));
    }

    @Test
    @DisplayName("L8: a line that was changed is named, in whatever it was changed")
    default void aChangedLineIsNamed(Scenario given) {
        published(given);
        LogLine forged = LogHead.empty("other").next(content("X", "y", given, "z"), ADMIN, "why", given.now());
        List<UnaryOperator<LogLine>> changes = List.of(
                line -> Alterations.with(line, line.number(), "3"),
                line -> Alterations.with(line, line.number(), null),
                line -> altered(line, "x" + line.kind(), line.subject(), line.reason(), 0, forged, false),
                line -> altered(line, line.kind(), "A/C", line.reason(), 0, forged, false),
                line -> altered(line, line.kind(), line.subject(), "other", 0, forged, false),
                line -> altered(line, line.kind(), line.subject(), line.reason(), 1, forged, false),
                line -> Alterations.with(line, IdempotencyKey.of("x")),
                line -> altered(line, line.kind(), line.subject(), line.reason(), 0, forged, true));
        for (UnaryOperator<LogLine> change : changes) {
            assertThat(found(given, Alterations.of(2, change))).isNotEmpty().anySatisfy(violation -> {
                assertThat(violation.law()).isEqualTo("L8");
                assertThat(violation.message()).contains("line 2 of log rates");
            });
        }
    }

    @Test
    @DisplayName("L8: a line that is missing, or stands in another's place, is named")
    default void aMissingOrReorderedLineIsNamed(Scenario given) {
        published(given);

        assertThat(found(given, Alterations.without(2)))
                .extracting(Violation::law, Violation::seq)
                .containsExactly(tuple("L8", 3L));
        assertThat(found(given, Alterations.without(2)).get(0).message()).contains("comes without line 2 before it");
        assertThat(found(given, Alterations.without(1)))
                .extracting(Violation::seq)
                .containsExactly(2L);
        assertThat(found(given, Alterations.swapped(1)))
                .extracting(Violation::seq)
                .contains(1L, 2L);
        assertThat(given.ledger().verify().violations()).isEmpty();
    }

    @Test
    @DisplayName("L8: a rate that somebody has changed converts nothing")
    default void aChangedRateConvertsNothing(Scenario given) {
        published(given);
        Tampering changed = Tampering.with(given.storage()).lines(Alterations.content(1, "2", "200"));

        assertThatExceptionOfType(dev.credits.ledger.CreditsException.class)
                .isThrownBy(() -> given.ledgerOn(changed).conversions("A", "B"))
                .withMessageContaining("line 1 of log rates (RATE A/B) is not what was published");
    }

    private static void published(Scenario given) {
        given.ledger().publish(rate(given, "2", 0), ADMIN, "first");
        given.ledger().publish(rate(given, "3.5", 1), ADMIN, "second");
        given.ledger().publish(rate(given, "4", 2), ADMIN, "third");
    }

    private static List<Violation> found(Scenario given, UnaryOperator<List<LogLine>> alteration) {
        return given.ledgerOn(Tampering.with(given.storage()).lines(alteration))
                .verify()
                .violations();
    }

    private static LogLine altered(
            LogLine line, String kind, String subject, String reason, int later, LogLine forged, boolean rehashed) {
        return new LogLine(
                line.log(),
                line.number(),
                kind,
                subject,
                line.effective().plusSeconds(later),
                line.codec(),
                line.content(),
                line.by(),
                reason,
                line.key(),
                line.at(),
                line.previous(),
                rehashed ? forged.hash() : line.hash());
    }

    private static Conversion rate(Scenario given, String rate, int days) {
        return new Conversion("A", "B", new BigDecimal(rate), given.in(DAY.multipliedBy(days)));
    }

    /** Lines of a log, of two kinds in turn, about three subjects in turn. */
    private static List<LogLine> lines(Scenario given, String log, @Nullable String... contents) {
        List<LogLine> lines = new ArrayList<>();
        LogHead head = LogHead.empty(log);
        for (String content : contents) {
            long number = head.number() + 1;
            String kind = number % 2 == 0 ? "EVEN" : "ODD";
            LogLine line = head.next(
                    content(kind, "about " + number % 3, given, content), ADMIN, "because\n\"so\" …", given.now());
            lines.add(line);
            head = line.head();
        }
        return lines;
    }

    private static LogLine.Content content(String kind, String subject, Scenario given, @Nullable String content) {
        return new LogLine.Content(kind, subject, given.now(), 7, content);
    }
}
