package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractiveTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    @Timeout(60)
    @DisplayName("who writes a line and waits for its result gets it, however many lines may share a commit")
    void answersBeforeTheNextLine(int batch) throws Exception {
        PipedOutputStream toCommand = new PipedOutputStream();
        PipedOutputStream fromCommand = new PipedOutputStream();
        Streams streams =
                new Streams(new PipedInputStream(toCommand), fromCommand, new PrintStream(System.err), Map.of(), false);
        BufferedReader results =
                new BufferedReader(new InputStreamReader(new PipedInputStream(fromCommand), StandardCharsets.UTF_8));
        String[] args = TestDatabase.Kind.H2.create().args("apply", "--batch", "" + batch);
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> Main.run(streams, List.of(args)));

        send(toCommand, "{\"op\":\"open\",\"account\":\"a\",\"key\":\"o\"}\n");
        assertThat(results.readLine()).contains("\"line\":1").contains("applied");
        send(toCommand, "{\"op\":\"grant\",\"account\":\"a\",\"amount\":\"1\",\"key\":\"g\"}\n{\"op\":\"bal");
        assertThat(results.readLine()).contains("\"line\":2").contains("applied");
        send(toCommand, "ance\",\"account\":\"a\"}\nnonsense\n");
        assertThat(results.readLine()).contains("\"line\":3").contains("\"available\":\"1\"");
        assertThat(results.readLine()).contains("\"line\":4").contains("invalid");
        toCommand.close();
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.INVALID);
    }

    private static void send(PipedOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
