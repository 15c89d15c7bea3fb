package dev.credits.cli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.cli.Reference;
import dev.credits.ledger.DeclineCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The reference names the operations, fields, statuses and codes there are, and no others. */
class ProtocolReferenceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| ([a-z?, ]*)\\| .*\\|$");
    private static final List<String> COMMON =
            List.of("key", "by?", "reason?", "feature?", "meta?", "happened?", "preview?");

    @Test
    @DisplayName("the tables of operations list the operations and their fields")
    void operations() throws IOException {
        Map<String, List<String>> documented = ROW.matcher(section("## Commands", "## Results"))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), ProtocolReferenceTest::fields));
        Map<String, List<String>> real =
                Arrays.stream(Op.values()).collect(Collectors.toMap(Op::label, ProtocolReferenceTest::ownFields));
        assertThat(documented).isEqualTo(real);
    }

    @Test
    @DisplayName("the fields every command has are listed, and every command has them")
    void commonFields() throws IOException {
        String table = section("## Commands", "| op |");
        COMMON.forEach(field -> assertThat(table).contains("| `" + field + "` |"));
        assertThat(Op.values())
                .filteredOn(Op::writes)
                .allSatisfy(
                        op -> COMMON.forEach(field -> assertThat(op.fields()).contains(field.replace("?", ""))));
    }

    @Test
    @DisplayName("statuses and decline codes are listed")
    void codes() throws IOException {
        String results = section("## Results", "## Batches");
        for (Status status : Status.values()) {
            assertThat(results).contains("| `" + status.label() + "` |");
        }
        for (DeclineCode code : DeclineCode.values()) {
            assertThat(results).contains("`" + code + "`");
        }
    }

    private static List<String> fields(MatchResult row) {
        return row.group(2).isBlank() ? List.of() : List.of(row.group(2).strip().split(", "));
    }

    /** The fields of an operation beside those that every command has. */
    private static List<String> ownFields(Op op) {
        return op.fields().stream()
                .map(field -> op.requires(field) ? field : field + "?")
                .filter(field -> !op.writes() || !COMMON.contains(field))
                .toList();
    }

    private static String section(String from, String to) throws IOException {
        String page = Reference.page("protocol.md");
        int start = page.indexOf(from);
        return page.substring(start, page.indexOf(to, start));
    }
}
