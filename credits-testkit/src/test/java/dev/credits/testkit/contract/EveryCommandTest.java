package dev.credits.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EveryCommandTest {
    @Test
    @DisplayName("The commands that replay, preview and verification are tried with are of every kind there is")
    void everyKindIsThere() {
        assertThat(EveryCommand.all())
                .extracting(Object::getClass)
                .as("kinds of command")
                .containsAll(List.of(Command.class.getPermittedSubclasses()));
    }
}
