package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input beyond every bound: a clear answer to each line, and the next line is read as if nothing had been. */
class HostileInputTest {
    @ParameterizedTest
    @CsvSource({"key,200", "account,200", "by,100", "feature,100", "reason,1000"})
    @DisplayName("bad input: names, keys and texts one character beyond their bound name the field")
    void bounds(String field, int longest) {
        assertThat(withText(field, longest)).doesNotContain("\"invalid\"");
        assertThat(withText(field, longest + 1))
                .contains("\"status\":\"invalid\",\"code\":\"INVALID_FIELD\",\"field\":\"" + field + "\"")
                .contains("… (" + (longest + 1) + " characters)")
                .contains("" + longest);
    }

    @Test
    @DisplayName("bad input: metadata beyond its bounds")
    void metadata() {
        assertThat(withMeta(pairs(32, "v"))).contains("ACCOUNT_NOT_FOUND");
        assertThat(withMeta(pairs(33, "v"))).contains("\"field\":\"meta\"").contains("at most 32 pairs");
        assertThat(withMeta(pairs(1, "v".repeat(500)))).contains("ACCOUNT_NOT_FOUND");
        assertThat(withMeta(pairs(1, "v".repeat(501))))
                .contains("\"field\":\"meta.n0\"")
                .contains("500");
        assertThat(withMeta("\"" + "n".repeat(65) + "\":\"v\""))
                .contains("\"field\":\"meta\"")
                .contains("64");
    }

    @Test
    @DisplayName("bad input: a line beyond the length that is read, a bomb of brackets, a number without end")
    void bombs() {
        String huge = "{\"op\":\"charge\",\"account\":\"" + "x".repeat(2_000_000) + "\"}";
        String deep = "{\"op\":" + "[".repeat(200_000);
        String number = "{\"op\":\"grant\",\"priority\":" + "9".repeat(500_000) + "}";
        String fields = IntStream.range(0, 50_000)
                .mapToObj(i -> "\"f" + i + "\":" + i)
                .collect(Collectors.joining(",", "{\"op\":\"sweep\",", "}"));
        Cli.Run run = apply(String.join("\n", huge, deep, number, fields, "{\"op\":\"sweep\"}"));
        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().get(0)).contains("INVALID_JSON").contains("longer than 1048576 bytes");
        assertThat(run.lines().get(1)).contains("INVALID_JSON").contains("nested deeper than 8");
        assertThat(run.lines().get(2)).contains("INVALID_JSON").contains("a number longer than 100");
        assertThat(run.lines().get(3)).contains("UNKNOWN_FIELD").contains("\"field\":\"f0\"");
        assertThat(run.lines().get(4)).contains("\"line\":5").contains("\"ok\"");
        assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(1000));
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    @DisplayName("bad input: what is echoed is cut short and has no control characters")
    void echo() {
        String field = "\\u001b[31m" + "x".repeat(10_000);
        Cli.Run run = apply("{\"op\":\"sweep\",\"" + field + "\":1}\n{\"op\":\"" + field + "\"}\n");
        assertThat(run.out()).doesNotContain("\u001b");
        assertThat(run.lines()).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(1000));
    }

    @Test
    @DisplayName("a mixture of line ends, blank lines and a missing last line break is one answer a line")
    void lineEnds() {
        Cli.Run run = apply("{\"op\":\"sweep\"}\r\n\r\n\n{\"op\":\"sweep\"}\n   \n{\"op\":\"sweep\"}");
        assertThat(run.lines())
                .extracting(line -> line.replaceAll(",\"op.*", ""))
                .containsExactly("{\"line\":1", "{\"line\":4", "{\"line\":6");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    @DisplayName("nothing in, nothing out")
    void nothing() {
        Cli.Run run = apply("");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    private static String withText(String field, int length) {
        String text = "x".repeat(length);
        String key = field.equals("key") ? text : "k";
        String account = field.equals("account") ? text : "user:1";
        String other = field.equals("key") || field.equals("account") ? "" : ",\"" + field + "\":\"" + text + "\"";
        return apply("{\"op\":\"charge\",\"account\":\"" + account + "\",\"amount\":\"1\",\"key\":\"" + key + "\""
                        + other + "}")
                .out();
    }

    private static String withMeta(String pairs) {
        return apply("{\"op\":\"charge\",\"account\":\"user:1\",\"amount\":\"1\",\"key\":\"k\",\"meta\":{" + pairs
                        + "}}")
                .out();
    }

    private static String pairs(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"n" + i + "\":\"" + value + "\"")
                .collect(Collectors.joining(","));
    }

    private static Cli.Run apply(String input) {
        return Cli.feed(input, TestDatabase.Kind.H2.create().args("apply"));
    }
}
