package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What names, reasons and downloaded tables hold reaches a terminal as text, never as orders to it. */
class TerminalTest {
    /** Clears the screen; the same in one character; turns the direction; hides; ends a line. */
    private static final List<String> TRICKS =
            List.of("\u001B[2J", "\u009B2J", "\u202E", "\u2066", "\u200B", "\u2028", "\r");

    @TempDir
    private Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("credits");
    }

    @Test
    @Tag("P2")
    @DisplayName("a table of prices with escapes, bidi marks and line ends in its names is shown with them spelled out")
    void table() {
        StringBuilder file = new StringBuilder("{");
        for (String trick : TRICKS) {
            String name = "m"
                    + trick.chars().mapToObj(c -> String.format("\\u%04x", c)).reduce("", String::concat);
            file.append(file.length() > 1 ? "," : "")
                    .append('"')
                    .append(name)
                    .append("\":{\"litellm_provider\":\"acme\",\"input_cost_per_token\":0.1}");
        }
        file.append(",\"x\\ny\":{\"litellm_provider\":\"a\\ncme\",\"input_cost_per_token\":\"oops\"}}");
        assertThat(Cli.run("migrate", "--db", url()).exitCode()).isZero();
        for (String command : List.of("diff", "import")) {
            String[] more = command.equals("diff") ? new String[0] : new String[] {"--reason", "x", "--skip-wrong"};
            String[] line = new String[6 + more.length];
            System.arraycopy(new String[] {"price", command, "-", "--format", "litellm", "--db"}, 0, line, 0, 6);
            System.arraycopy(more, 0, line, 6, more.length);
            Cli.Run run = Cli.feed(file.toString(), with(line, url()));

            harmless(run);
            assertThat(run.out()).contains("acme/m\\u202e").contains("x\\ny");
        }
        harmless(Cli.run("price", "list", "--db", url()));
        harmless(Cli.run("price", "list", "--json", "--db", url()));
    }

    @Test
    @Tag("A5")
    @DisplayName("reasons, features and messages are shown in one line each, with what is not text spelled out")
    void reasons() {
        String reason = "first\\nsecond\\u202e\\u200b";
        String lines = "{\"op\":\"open\",\"account\":\"a\",\"key\":\"o\"}\n"
                + "{\"op\":\"adjust\",\"account\":\"a\",\"amount\":\"1\",\"key\":\"k\",\"reason\":\"" + reason + "\"}\n"
                + "{\"op\":\"charge\",\"account\":\"a\\u009b2J\\u202e\",\"amount\":\"1\",\"key\":\"c\"}\n";

        harmless(Cli.feed(lines, "apply", "--db", url()));
        Cli.Run entries = Cli.run("entries", "a", "--db", url());
        harmless(entries);
        assertThat(entries.out()).contains("first\\nsecond\\u202e\\u200b");
        Cli.Run json = Cli.run("entries", "a", "--json", "--db", url());
        harmless(json);
        assertThat(json.out()).contains("\\u202e");
        harmless(Cli.run("balance", "b\u202E\u001B[2J", "--db", url()));
        harmless(Cli.run("no\u001B[2Jsuch\u202E"));
        harmless(Cli.run("balance", "a", "--from\u001B]0;x\u0007", "--db", url()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ada:s3cret@localhost:1/credits",
                "postgresql://ada:s3cret@localhost/credits",
                "jdbc:postgresql://ada:s3/cr@et-s3cret@localhost:1/credits",
                "jdbc:postgresql://localhost:1/credits?user=ada&password=s3cret",
                "jdbc:h2:tcp://localhost:1/x;USER=ada;PASSWORD=s3cret"
            })
    @DisplayName("a password in a URL is never shown, in whatever form it is given")
    void password(String url) {
        for (String[] line : List.of(
                new String[] {"balance", "a", "--db", url},
                new String[] {"balance", "a", "--db", url, "--debug"},
                new String[] {"balance", "a", url},
                new String[] {"bench", "--db", url, "--seconds", "0.1"},
                new String[] {"price", "list", "--db", url})) {
            Cli.Run run = Cli.run(line);
            assertThat(run.exitCode()).isNotZero();
            assertThat(run.out() + run.err()).as(String.join(" ", line)).doesNotContain("s3cret");
        }
    }

    private static String[] with(String[] line, String url) {
        String[] all = java.util.Arrays.copyOf(line, line.length + 1);
        System.arraycopy(all, 6, all, 7, all.length - 7);
        all[6] = url;
        return all;
    }

    private static void harmless(Cli.Run run) {
        String all = run.out() + run.err();
        assertThat(all.codePoints().filter(TerminalTest::orders).mapToObj(Integer::toHexString))
                .as(all)
                .isEmpty();
    }

    private static boolean orders(int c) {
        int type = Character.getType(c);
        return c != '\n'
                && (type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR);
    }
}
