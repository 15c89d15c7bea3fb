package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolExampleTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("the example of the protocol's reference gives the results printed there")
    void example(TestDatabase.Kind kind) throws IOException {
        Conversation example = Conversation.parse(Reference.page("protocol.md"));
        assertThat(example.expected()).hasSizeGreaterThan(20);
        Cli.Run run = Cli.feed(example.input(), kind.create().args("apply", "--manual-clock", "2026-01-01T00:00:00Z"));
        assertThat(run.lines().stream().map(Conversation::comparable).toList())
                .containsExactlyElementsOf(example.expected());
    }
}
