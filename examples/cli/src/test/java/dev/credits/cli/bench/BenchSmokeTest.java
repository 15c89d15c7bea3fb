package dev.credits.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.credits.jdbc.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every measure runs, for a moment each: the figures mean nothing here, that the laws hold over them does. */
class BenchSmokeTest {
    private static final List<String> BRIEFLY = List.of(
            "--scenario",
            "all",
            "--callers",
            "4",
            "--accounts",
            "20",
            "--seconds",
            "0.1",
            "--warm-up",
            "0.1",
            "--rounds",
            "2",
            "--grow-to",
            "500",
            "--listener");

    @TempDir
    Path directory;

    @Test
    void every_measure_runs_on_h2() throws Exception {
        JsonNode found = run(List.of());
        assertThat(sides(found)).contains("credits", "by hand").doesNotContain("bucket4j", "limit");
        assertThat(found.path("notes").toString()).contains("embedded H2");
    }

    @Test
    void every_measure_runs_on_postgresql_against_every_rival() throws Exception {
        JsonNode found = run(List.of("--db", TestPostgres.freshUrl(), "--entries", "1000"));
        assertThat(sides(found)).contains("credits", "by hand", "plain", "bucket4j", "limit", "on the filled ledger");
        assertThat(found.path("environment").path("fsync").asText()).isIn("on", "off");
    }

    @Test
    void an_option_that_makes_no_sense_is_named() {
        StringWriter said = new StringWriter();
        CommandLine line = line(new StringWriter());
        line.setErr(new PrintWriter(said));
        assertThat(line.execute("--callers", "0")).isEqualTo(2);
        assertThat(said.toString()).contains("--callers").contains("from 1 to 10000");
        assertThat(line.execute("--scenario", "warm")).isEqualTo(2);
        assertThat(said.toString()).contains("warm");
    }

    private JsonNode run(List<String> where) throws Exception {
        Path json = directory.resolve("found.json");
        Path html = directory.resolve("found.html");
        List<String> options = new ArrayList<>(BRIEFLY);
        options.addAll(where);
        Path pictures = directory.resolve("pictures");
        options.addAll(List.of("--json", json.toString(), "--html", html.toString()));
        options.addAll(List.of("--pictures", pictures.toString()));
        StringWriter out = new StringWriter();
        StringWriter said = new StringWriter();
        CommandLine line = line(out);
        line.setErr(new PrintWriter(said));
        assertThat(line.execute(options.toArray(String[]::new)))
                .as(() -> out + "\n" + said)
                .isZero();
        assertThat(out.toString()).contains("every law holds").doesNotContain("VIOLATIONS");
        assertThat(Files.readString(html))
                .satisfies(page -> assertThat(page.contains("<svg")).isTrue())
                .satisfies(page ->
                        assertThat(page.contains("NaN") || page.contains("{{")).isFalse());
        assertThat(pictures.toFile().list()).isNotEmpty().allMatch(name -> name.matches("[a-z-]+\\.svg"));
        return new ObjectMapper().readTree(json.toFile());
    }

    private static List<String> sides(JsonNode found) {
        List<String> sides = new ArrayList<>();
        found.path("rounds").forEach(round -> sides.add(round.path("side").asText()));
        return sides;
    }

    private static CommandLine line(StringWriter out) {
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new CommandLine(new BenchCommand(new PrintWriter(out), err, Map.of(), false));
    }
}
