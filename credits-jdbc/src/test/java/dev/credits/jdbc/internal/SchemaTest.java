package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Credits",
                "1st",
                "a-b",
                "a b",
                "a\"b",
                "a;drop table x",
                "a.b",
                "ünï",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void aNameThatCouldBeSqlIsRefused(String name) {
        assertThatThrownBy(() -> Schema.checked(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("schema is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credits", "_c", "c1", "a23456789012345678901234567890123456789012345678901234567890123"})
    void aPlainNameIsTaken(String name) {
        assertThat(Schema.checked(name)).isEqualTo(name);
    }

    @Test
    void whatTheDatabaseCallsItIsQuoted() {
        assertThat(new Schema("we\"ird").in("SELECT 1 FROM {}.t")).isEqualTo("SELECT 1 FROM \"we\"\"ird\".t");
    }
}
