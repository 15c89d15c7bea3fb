package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.cli.protocol.Status;
import dev.credits.ledger.DeclineCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The conversations leave nothing of the protocol out. */
class ConversationCoverageTest {
    private static final Set<String> ALL = Set.of(
            "holds",
            "lots",
            "farDates",
            "once",
            "reversals",
            "moves",
            "statuses",
            "questions",
            "together",
            "budgets",
            "quotas",
            "prices",
            "invalid");

    @Test
    @DisplayName("every operation, status and decline code that can be met is met in a conversation")
    void everything() throws IOException {
        StringBuilder results = new StringBuilder();
        for (String name : ALL) {
            Conversation.named(name)
                    .expected()
                    .forEach(line -> results.append(line).append('\n'));
        }
        assertThat(found(results, "\"code\":\"([A-Z_]+)\""))
                .containsAll(Stream.of(DeclineCode.values()).map(Enum::name).toList())
                .contains(
                        "KEY_REUSED", "INVALID_JSON", "UNKNOWN_OP", "UNKNOWN_FIELD", "MISSING_FIELD", "INVALID_FIELD");
        assertThat(found(results, "\"status\":\"([a-z]+)\""))
                .containsAll(Stream.of(Status.values())
                        .filter(status -> status != Status.FAULT)
                        .map(Status::label)
                        .toList());
        String help = Cli.feed("{\"op\":\"?\"}", TestDatabase.Kind.H2.create().args("apply"))
                .out();
        String operations = help.substring(help.indexOf("one of ") + 7, help.lastIndexOf('"'));
        assertThat(found(results, "\"op\":\"([a-z]+)\",\"status\":\"(?:applied|ok)\""))
                .containsAll(Arrays.asList(operations.split(", ")));
    }

    private static Set<String> found(CharSequence results, String pattern) {
        return Pattern.compile(pattern)
                .matcher(results)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
