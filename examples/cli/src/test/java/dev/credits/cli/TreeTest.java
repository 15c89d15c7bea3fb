package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeTest {
    private static final String HISTORY = """
            {"op":"open","account":"org","key":"o"}
            {"op":"open","account":"org/team","parent":"org","funding":"PARENT","key":"o"}
            {"op":"open","account":"org/team/ann","parent":"org/team","funding":"PARENT","key":"o"}
            {"op":"open","account":"org/team/bob","parent":"org/team","funding":"PARENT","key":"o"}
            {"op":"open","account":"org/calls","parent":"org","funding":"METERED","unit":"CALLS","scale":0,"key":"o"}
            {"op":"grant","account":"org","amount":"100","key":"g"}
            {"op":"limit","account":"org/team","window":"NONE","amount":"50","reason":"as agreed","key":"l"}
            {"op":"limit","account":"org/team/ann","window":"CALL","amount":"5","shadow":true,"reason":"as agreed","key":"l"}
            {"op":"charge","account":"org/team/ann","amount":"7.5","key":"c"}
            {"op":"charge","account":"org/calls","amount":"3","key":"c"}
            """;

    @ParameterizedTest
    @EnumSource
    @Tag("H1")
    @Tag("H3")
    @DisplayName("H1 H3: tree draws accounts with balances, what was used today, and limits")
    void tree(TestDatabase.Kind kind) {
        TestDatabase database = kind.create();
        assertThat(Cli.feed(HISTORY, database.args("apply")).exitCode()).isZero();

        List<String> lines = Cli.run(database.args("tree", "org")).lines();
        assertThat(lines)
                .containsExactly(
                        "account             spends        available  held  used today  status  limits",
                        "------------------  ------------  ---------  ----  ----------  ------  ---------------",
                        "org                 its own            92.5     0         7.5  open",
                        "├─ org/calls        counts only                           3    open",
                        "└─ org/team         its parent's                          7.5  open    NONE 7.5 of 50",
                        "   ├─ org/team/ann  its parent's                          7.5  open    CALL 5 (shadow)",
                        "   └─ org/team/bob  its parent's                          0    open");
        List<String> some =
                Cli.run(database.args("tree", "org", "--limit", "3")).lines();
        assertThat(some).hasSize(6).last().isEqualTo("There are more accounts: show more with --limit.");
        assertThat(Cli.run(database.args("tree", "org/team", "--json")).out())
                .contains("\"account\":\"org/team\"", "\"below\":[{\"account\":\"org/team/ann\"");
        assertThat(Cli.run(database.args("tree", "nobody")).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(Cli.run(database.args("tree", "org", "--limit", "0")).exitCode())
                .isEqualTo(ExitCode.INVALID);
    }
}
