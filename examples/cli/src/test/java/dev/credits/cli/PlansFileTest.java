package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A host's own plans, from a file: {@code credits apply --plans FILE}. */
@Tag("H4")
class PlansFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.credits.cli.TestDatabase#kinds")
    @DisplayName("H4: the plan of the reference's example is assigned: its quotas count, its limits bind the credits")
    void assigned(TestDatabase.Kind kind) throws IOException {
        String page = Reference.page("protocol.md");
        int start = page.indexOf("```json") + 7;
        Path file = Files.writeString(folder.resolve("plans.json"), page.substring(start, page.indexOf("```", start)));
        Cli.Run run = Cli.feed("""
                {"op":"open","account":"u","key":"o"}
                {"op":"grant","account":"u","amount":"100","key":"g"}
                {"op":"plan","account":"u","plan":"team","reason":"joined","key":"p"}
                {"op":"charge","account":"u","amount":"26","key":"c"}
                {"op":"charge","account":"u#seats","amount":"11","key":"c"}
                {"op":"charge","account":"u#exports","amount":"1000000","key":"c"}
                {"op":"plan","account":"u","plan":"free","reason":"left","key":"p2"}
                {"op":"charge","account":"u","amount":"26","key":"c"}
                {"op":"charge","account":"u#exports","amount":"1","key":"c2"}
                {"op":"plans"}
                """, kind.create().args("apply", "--plans", file.toString()));

        assertThat(run.lines()).hasSize(10);
        assertThat(run.lines().get(3)).contains("\"blockedBy\":\"u DAY\"", "\"shortfall\":\"1\"");
        assertThat(run.lines().get(4)).contains("\"blockedBy\":\"u#seats NONE\"");
        assertThat(run.lines().get(5)).contains("\"status\":\"applied\"");
        assertThat(run.lines().get(7)).as("the limits went with the plan").contains("\"status\":\"applied\"");
        assertThat(run.lines().get(8)).contains("\"blockedBy\":\"u#exports NONE\"");
        assertThat(run.lines().get(9))
                .contains("\"plan\":\"free\"")
                .contains(
                        "{\"plan\":\"team\",\"quotas\":[{\"quota\":\"generations\",\"window\":\"MONTH\",\"most\":\"500\"}")
                .contains("\"limits\":[{\"window\":\"DAY\",\"amount\":\"25\",\"unit\":\"CREDIT\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                                                       | line 1
                    {}                                                                      | plans
                    [7]                                                                     | an array of objects
                    [{"quotas":[]}]                                                         | plan
                    [{"plan":"x","plan":"y"}]                                               | Duplicate field
                    [{"plan":"x","qoutas":[]}]                                              | qoutas
                    [{"plan":"x","quotas":[{"quota":"Q!","window":"DAY","most":1}]}]        | quota
                    [{"plan":"x","quotas":[{"quota":"q","window":"YEAR"}]}]                 | one of [CALL, DAY
                    [{"plan":"x","quotas":[{"quota":"q","window":"DAY"}]}]                  | most
                    [{"plan":"x","quotas":[{"quota":"q","window":"DAY","most":-1}]}]        | most
                    [{"plan":"x","quotas":[{"quota":"q","window":"DAY","most":1.5}]}]       | most
                    [{"plan":"x","limits":[{"window":"DAY","amount":"0"}]}]                 | amount
                    [{"plan":"x","limits":[{"window":"DAY","amount":5}]}]                   | amount
                    [{"plan":"x","limits":[{"window":"DAY","amount":"2000000000000"}]}]     | amount
                    [{"plan":"x","limits":[{"window":"DAY","amount":"1"},{"window":"DAY","amount":"2"}]}] | one for each window
                    """)
    @DisplayName("H4: a file that is wrong is refused before anything is done, and says what would be right")
    void wrong(String content, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("plans.json"), content);
        Cli.Run run =
                Cli.feed("{\"op\":\"plans\"}", TestDatabase.Kind.H2.create().args("apply", "--plans", file.toString()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("credits: --plans is").contains(said);
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("H4: a file that is not there is refused")
    void missing() {
        Cli.Run run = Cli.feed(
                "",
                TestDatabase.Kind.H2
                        .create()
                        .args("apply", "--plans", folder.resolve("none").toString()));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--plans is");
    }
}
