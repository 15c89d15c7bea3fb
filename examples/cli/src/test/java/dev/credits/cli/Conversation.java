package dev.credits.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Lines that are sent ({@code > }), the results expected ({@code < }) and the exit code. Transactions and hashes are left
 * out of the comparison: other tests know how they are made.
 */
record Conversation(String input, List<String> expected, int exitCode) {
    static Conversation named(String name) throws IOException {
        try (InputStream in = Conversation.class.getResourceAsStream("/conversations/" + name + ".txt")) {
            return parse(new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Conversation parse(String text) {
        StringBuilder input = new StringBuilder();
        List<String> expected = new ArrayList<>();
        int exitCode = -1;
        for (String line : text.lines().toList()) {
            if (line.startsWith("> ")) {
                input.append(line.substring(2)).append('\n');
            } else if (line.startsWith("< ")) {
                expected.add(line.substring(2));
            } else if (line.startsWith("exit ")) {
                exitCode = Integer.parseInt(line.substring(5));
            }
        }
        return new Conversation(input.toString(), List.copyOf(expected), exitCode);
    }

    /** A result as it is compared. */
    static String comparable(String result) {
        return result.replaceAll("\"transaction\":\"[0-9a-f-]{36}\"", "\"transaction\":\"…\"")
                .replaceAll("\"hash\":\"[0-9a-f]{64}\"", "\"hash\":\"…\"");
    }
}
