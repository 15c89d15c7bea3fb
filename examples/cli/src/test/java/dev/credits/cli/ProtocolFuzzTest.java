package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines of the protocol with something changed in them, by seed. More of it: {@code -Dcredits.inputs=1000} for as many
 * hundred lines, another beginning: {@code -Dcredits.seed=7}.
 */
class ProtocolFuzzTest {
    private static final int LINES = 100 * Integer.getInteger("credits.inputs", 20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> ANSWERS = List.of("applied", "replayed", "declined", "conflict", "invalid", "ok");
    private static final List<String> WORDS = List.of(
            "\"\"",
            "null",
            "true",
            "-0",
            "1e999",
            "1e-999",
            "0.0000001",
            "\"9223372036854775807\"",
            "\"9223372036854775808\"",
            "\"-1\"",
            "\"1E5\"",
            "\"NaN\"",
            "[]",
            "{}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"PT999999999999H\"",
            "\"P1D\"",
            "\"PT-1S\"",
            "\"user:1\"",
            "\"METERED\"",
            "\"@issued\"",
            "\"k1\"",
            "{\"a\":\"b\"}",
            "{\"a\":1}",
            "{\"USD\":\"1\"}",
            "[[[[[[[[[[]]]]]]]]]]");

    private final Random random = new Random(Long.getLong("credits.seed", 1));
    private final List<String> templates = Stream.of("""
            {"op":"open","account":"user:1","key":"k1"}
            {"op":"open","account":"user:1/a","parent":"user:1","unit":"CREDIT","scale":2,"floor":"-5","key":"k2","reason":"r"}
            {"op":"grant","account":"user:1","amount":"100","source":"PROMOTION","starts":"2026-01-01T00:00:00Z","expires":"2999-01-01T00:00:00Z","priority":10,"cost":{"USD":"9.99"},"key":"k3"}
            {"op":"grant","account":"user:1","amount":"50","key":"k4","by":"admin","meta":{"a":"b"},"feature":"chat"}
            {"op":"charge","account":"user:1","amount":"1.5","key":"k5"}
            {"op":"reserve","account":"user:1","amount":"2","ttl":"PT15M","key":"k6"}
            {"op":"capture","account":"user:1","hold":"k6","amount":"1","key":"k7"}
            {"op":"settle","account":"user:1","hold":"k6","amount":"1","over":"DRAW","key":"k8"}
            {"op":"extend","account":"user:1","hold":"k6","ttl":"PT1H","amount":"1","key":"k9"}
            {"op":"release","account":"user:1","hold":"k6","key":"k10"}
            {"op":"transfer","from":"user:1","to":"user:1/a","amount":"1","key":"k11"}
            {"op":"allocate","from":"user:1","to":"user:1/a","amount":"1","key":"k12"}
            {"op":"adjust","account":"user:1","amount":"-1","reason":"why","key":"k13"}
            {"op":"reverse","account":"user:1","of":"k5","amount":"1","key":"k14"}
            {"op":"floor","account":"user:1","amount":"-10","reason":"why","key":"k15"}
            {"op":"sweep"}
            {"op":"balance","account":"user:1","at":"2026-01-01T00:00:00Z"}
            {"op":"entries","account":"user:1","kind":"GRANT","limit":10,"after":1}
            {"op":"outcome","account":"user:1","of":"k5"}
            """.split("\n")).toList();

    @Test
    @DisplayName(
            "bad input: whatever comes in, each line has one answer of a kind that is named, and every law holds after it")
    void anything() throws Exception {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i++) {
            byte[] line = line();
            input.write(line);
            input.write('\n');
        }
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.Run run = assertTimeoutPreemptively(
                Duration.ofSeconds(60 + LINES / 50),
                () -> Cli.run(new ByteArrayInputStream(input.toByteArray()), Map.of(), database.args("apply")));

        assertThat(run.err()).doesNotContain("\tat ", "Exception");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        Map<String, Integer> kinds = new TreeMap<>();
        long last = 0;
        for (String answer : run.lines()) {
            JsonNode node = JSON.readTree(answer);
            assertThat(node.path("status").asText()).as(answer).isIn(ANSWERS);
            assertThat(node.path("message").asText()).doesNotContain("Exception", "unexpected");
            assertThat(node.path("line").asLong()).isGreaterThan(last);
            last = node.path("line").asLong();
            kinds.merge(node.path("status").asText(), 1, Integer::sum);
        }
        assertThat(kinds).containsKeys("applied", "replayed", "declined", "conflict", "invalid", "ok");
        Cli.Run verified = Cli.run(database.args("verify"));
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }

    @Test
    @Tag("P2")
    @DisplayName(
            "bad input: tables of prices with bytes that are no text, cut short, or of 20 MB, are refused in one line")
    void tables(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.Kind.H2.create();
        byte[] sound = "provider,model,currency,input\nacme,caf\u00e9,USD,1/1M\n".getBytes(StandardCharsets.UTF_8);
        byte[] enormous = new byte[20_000_000];
        Arrays.fill(enormous, (byte) '[');
        Map<String, byte[]> tables = Map.of(
                "latin.csv", new String(sound, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1),
                "random.json", random(100_000),
                "cut.csv", Arrays.copyOf(sound, sound.length - 3),
                "enormous.json", enormous);
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            Path file = Files.write(folder.resolve(table.getKey()), table.getValue());
            Cli.Run run = assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> Cli.run(database.args(
                            "price", "import", file.toString(), "--reason", "as published", "--by", "me")));
            assertThat(run.exitCode()).as(table.getKey() + run.err()).isEqualTo(ExitCode.INVALID);
            assertThat(run.err()).doesNotContain("\tat ", "Exception").hasSizeLessThan(1_000);
        }
        assertThat(Cli.run(database.args("price", "list")).out()).doesNotContain("acme");
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One of the templates, changed in one or a few ways; a few are left as they are, with another key. */
    private byte[] line() {
        String line = any(templates);
        if (random.nextInt(3) > 0) {
            line = line.replaceAll("\"key\":\"k\\d+\"", "\"key\":\"k" + random.nextInt(LINES) + "\"");
        }
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            line = changed(line);
        }
        byte[] bytes = line.replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            int at = random.nextInt(bytes.length);
            byte any = (byte) random.nextInt(256);
            bytes[at] = any == '\n' ? (byte) ' ' : any;
        }
        return bytes;
    }

    private String changed(String line) {
        List<Integer> colons = new ArrayList<>();
        for (int i = line.indexOf("\":"); i >= 0; i = line.indexOf("\":", i + 1)) {
            colons.add(i + 2);
        }
        int cut = line.isEmpty() ? 0 : random.nextInt(line.length());
        return switch (random.nextInt(8)) {
            case 0 -> line.substring(0, cut);
            case 1 -> line.substring(cut) + line.substring(0, cut);
            case 2 -> line.substring(0, cut) + any(WORDS) + line.substring(cut);
            case 3 -> line.substring(0, cut) + (char) random.nextInt(0x3000) + line.substring(cut);
            case 4 -> line + any(templates);
            default -> colons.isEmpty() ? line : withValue(line, any(colons));
        };
    }

    private String withValue(String line, int from) {
        int end = from;
        while (end < line.length() && ",}".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, from) + any(WORDS) + line.substring(end);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
