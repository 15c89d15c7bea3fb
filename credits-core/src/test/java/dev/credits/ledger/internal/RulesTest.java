package dev.credits.ledger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void everyKindOfCommandHasARule() {
        for (Class<?> kind : Command.class.getPermittedSubclasses()) {
            assertThat(Rules.has(kind)).as(kind.getSimpleName()).isTrue();
        }
    }
}
