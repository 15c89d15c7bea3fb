package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole conversations in the command protocol, one line a commit and many lines a commit: the answers are the same. */
class ConversationTest {
    private static final String RUN = "{0}, {1} a commit";

    static Stream<Arguments> runs() {
        return TestDatabase.kinds().flatMap(kind -> Stream.of(1, 100).map(batch -> Arguments.of(kind, batch)));
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K5")
    @Tag("L5")
    @DisplayName("K5 L5: reserve, capture, settle, extend, release, lapse; a hold ends once")
    void holds(TestDatabase.Kind kind, int batch) throws IOException {
        check("holds", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K7")
    @Tag("L11")
    @DisplayName("K7 L11: lots burn in one order, start and expire by the clock")
    void lots(TestDatabase.Kind kind, int batch) throws IOException {
        check("lots", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K7")
    @DisplayName("K7: starts and expiries at the ends of the calendar are kept exactly")
    void farDates(TestDatabase.Kind kind, int batch) throws IOException {
        check("farDates", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K4")
    @Tag("L4")
    @DisplayName("K4 L4: one key, one effect; a conflict names the field; a decline leaves the key free")
    void once(TestDatabase.Kind kind, int batch) throws IOException {
        check("once", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K6")
    @Tag("L9")
    @DisplayName("K6 L9: reversals, whole and partial, never more than it was")
    void reversals(TestDatabase.Kind kind, int batch) throws IOException {
        check("reversals", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K8")
    @Tag("L12")
    @DisplayName("K8 L12: transfer, allocate down, reclaim, convert at a published rate")
    void moves(TestDatabase.Kind kind, int batch) throws IOException {
        check("moves", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K1")
    @Tag("L3")
    @DisplayName("K1 L3: statuses, floors, adjustments and the largest amounts")
    void statuses(TestDatabase.Kind kind, int batch) throws IOException {
        check("statuses", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K2")
    @Tag("K9")
    @Tag("K11")
    @DisplayName("K2 K9 K11: balances at any instant, previews, entries by filter and page")
    void questions(TestDatabase.Kind kind, int batch) throws IOException {
        check("questions", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("K10")
    @DisplayName("K10: a list in one line is booked whole or not at all")
    void together(TestDatabase.Kind kind, int batch) throws IOException {
        check("together", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("H1")
    @Tag("H2")
    @Tag("H3")
    @Tag("H5")
    @Tag("L12")
    @Tag("L13")
    @DisplayName("H1 H2 H3 H5 L12 L13: trees, pools, limits of every window, switching, moving, pausing at zero")
    void budgets(TestDatabase.Kind kind, int batch) throws IOException {
        check("budgets", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @Tag("H4")
    @DisplayName("H4: plans and quotas, with extra grants, usage reset and audit lines")
    void quotas(TestDatabase.Kind kind, int batch) throws IOException {
        check("quotas", kind, batch);
    }

    @ParameterizedTest(name = RUN)
    @MethodSource("runs")
    @DisplayName(
            "bad input: every wrong line names the field, the value and what would be right, and leaves nothing behind")
    void invalid(TestDatabase.Kind kind, int batch) throws IOException {
        check("invalid", kind, batch);
    }

    private static void check(String name, TestDatabase.Kind kind, int batch) throws IOException {
        Conversation conversation = Conversation.named(name);
        TestDatabase database = kind.create();
        Cli.Run run = Cli.feed(
                conversation.input(),
                database.args("apply", "--manual-clock", "2026-01-01T00:00:00Z", "--batch", "" + batch));
        assertThat(run.err()).isEmpty();
        assertThat(run.lines().stream().map(Conversation::comparable).toList())
                .containsExactlyElementsOf(conversation.expected());
        assertThat(run.exitCode()).isEqualTo(conversation.exitCode());
    }
}
