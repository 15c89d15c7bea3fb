package dev.credits.jdbc.fire;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.fire.RolesMatrix.Answer;
import dev.credits.jdbc.fire.RolesMatrix.Cell;
import dev.credits.jdbc.fire.RolesMatrix.Relation;
import dev.credits.jdbc.fire.RolesMatrix.Way;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What each role gets of each column of each table, of its own rows and of others', in each way there is to ask. Tables and
 * columns are the catalogue's: a new table has to be named here, and a new column may be read and added, and no more.
 */
@Tag("A7")
@Tag("L6")
class RolesMatrixTest {
    private static RolesFixture roles;

    /** What a reader sees of a table. */
    private enum Shown {
        ITS_OWN,
        ALL,
        NOTHING
    }

    /** What may be done with a table: the columns that the application may change, and what a reader sees. */
    private record Rights(Shown shown, boolean added, Set<String> changed) {
        static Rights of(Shown shown, String... changed) {
            return new Rights(shown, true, Set.of(changed));
        }
    }

    private static final Map<String, Rights> RIGHTS = Map.ofEntries(
            entry(
                    "credit_accounts",
                    Rights.of(
                            Shown.ITS_OWN,
                            "status floor available held earned spent expired moved_in moved_out adjusted debt lots seq last_at last_hash parent funding stops plan limits"
                                    .split(" "))),
            entry("credit_lots", Rights.of(Shown.ITS_OWN, "amount", "remaining", "held", "started")),
            entry(
                    "credit_holds",
                    Rights.of(
                            Shown.ITS_OWN,
                            "reserved captured released parts counted deadline state ended_by".split(" "))),
            entry("credit_reversals", Rights.of(Shown.ITS_OWN, "amount", "reversed")),
            entry(
                    "credit_limits",
                    Rights.of(
                            Shown.ITS_OWN,
                            "most zone anchor shadow lifted_until plan period extra reset pardons spent held"
                                    .split(" "))),
            entry("credit_usage", Rights.of(Shown.ITS_OWN, "spent")),
            entry("credit_ledger_entries", Rights.of(Shown.ITS_OWN)),
            // conversion rates are everybody's, prices nobody's
            entry("credit_log", Rights.of(Shown.ITS_OWN)),
            entry("credit_schema_history", new Rights(Shown.ALL, false, Set.of())),
            entry("credit_subjects", new Rights(Shown.NOTHING, false, Set.of())));

    @BeforeAll
    static void filled() throws SQLException {
        roles = new RolesFixture();
    }

    @AfterAll
    static void dropped() throws SQLException {
        roles.close();
    }

    @Test
    @DisplayName(
            "A7: each role gets of each column, of its own rows and of others', in each way, what it was given, no more")
    void matrix() throws SQLException {
        List<String> wrong = new ArrayList<>();
        Set<Answer> answers = new TreeSet<>();
        int size = 0;
        try (RolesMatrix matrix = new RolesMatrix(roles)) {
            List<Relation> relations = matrix.relations();
            assertThat(relations).extracting(Relation::name).containsExactlyInAnyOrderElementsOf(RIGHTS.keySet());
            assertThat(matrix.shown())
                    .as("what readers are shown")
                    .containsExactlyInAnyOrderElementsOf(RIGHTS.keySet().stream()
                            .filter(name -> RIGHTS.get(name).shown != Shown.NOTHING)
                            .toList());
            for (Relation relation : relations) {
                for (Cell cell : matrix.cells(relation)) {
                    Answer answer = matrix.ask(cell);
                    Answer expected = expected(cell);
                    answers.add(answer);
                    size++;
                    if (answer != expected) {
                        wrong.add("%s: %s instead of %s".formatted(cell, answer, expected));
                    }
                }
            }
        }
        assertThat(wrong).as("answers, of " + size).isEmpty();
        assertThat(answers).containsExactly(Answer.values());
        assertThat(size).isGreaterThan(5000);
    }

    private static Answer expected(Cell cell) {
        Rights rights = RIGHTS.get(cell.relation().name());
        boolean direct = cell.way().isDirect();
        return switch (cell.login()) {
            case "app" -> direct ? application(cell, rights) : Answer.REFUSED;
            case "alice" -> direct && cell.way() != Way.STATISTICS ? Answer.REFUSED : reader(cell, rights);
            default -> cell.way() == Way.STATISTICS ? Answer.NOTHING : Answer.REFUSED;
        };
    }

    private static Answer application(Cell cell, Rights rights) {
        boolean none = cell.relation().name().equals("credit_subjects");
        return switch (cell.verb()) {
            case SELECT -> {
                if (none) {
                    yield cell.way() == Way.STATISTICS ? Answer.NOTHING : Answer.REFUSED;
                }
                yield Answer.SEEN;
            }
            case INSERT -> rights.added && !cell.column().identity() ? Answer.DONE : Answer.REFUSED;
            case UPDATE -> rights.changed.contains(cell.column().name()) ? Answer.DONE : Answer.REFUSED;
            case LOCK_ROW -> rights.changed.isEmpty() ? Answer.REFUSED : Answer.DONE;
            default -> Answer.REFUSED;
        };
    }

    private static Answer reader(Cell cell, Rights rights) {
        if (cell.way() == Way.STATISTICS) {
            return Answer.NOTHING;
        }
        if (!cell.verb().equals(RolesMatrix.Verb.SELECT) || rights.shown == Shown.NOTHING) {
            return Answer.REFUSED;
        }
        if (cell.way() == Way.FUNCTION && cell.relation().name().equals("credit_schema_history")) {
            return Answer.REFUSED; // there is none: it is a copy
        }
        return rights.shown == Shown.ALL || cell.own() ? Answer.SEEN : Answer.NOTHING;
    }
}
