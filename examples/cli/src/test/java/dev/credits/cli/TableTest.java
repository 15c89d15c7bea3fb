package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    @DisplayName("words are flush left, decimal points under each other, empty columns left out")
    void aligns() {
        Table table =
                new Table().words("name").numbers("amount").words("nothing").words("note");
        table.row("a", "1.5", null, "x").row("long name", "-100", "", null).row("ünïcödé𝄞", "", null, "last");
        assertThat(table.lines())
                .containsExactly(
                        "name       amount  note",
                        "---------  ------  ----",
                        "a             1.5  x",
                        "long name  -100",
                        "ünïcödé𝄞           last");
    }

    @Test
    @DisplayName("a row of the wrong width is a mistake of the program")
    void wrongWidth() {
        Table table = new Table().words("one");
        assertThatThrownBy(() -> table.row("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }
}
