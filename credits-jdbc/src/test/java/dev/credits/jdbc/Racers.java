package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes that race on one database. */
final class Racers {
    private static final int PROCESSES = 2;

    private Racers() {}

    /** Starts two with these arguments after the URL and their name; answers the sum of the figures that they say. */
    static long[] sum(Class<?> main, String url, int... arguments) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(main, url, "p" + i, arguments));
            }
            long[] sum = new long[0];
            for (Process process : processes) {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).as("exit code").isZero();
                long[] figures = Arrays.stream(said.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray();
                long[] before = sum.length == 0 ? new long[figures.length] : sum;
                Arrays.setAll(figures, i -> figures[i] + before[i]);
                sum = figures;
            }
            return sum;
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(Class<?> main, String url, String name, int... arguments) throws IOException {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                url,
                name);
        List<String> command = Stream.concat(java, Arrays.stream(arguments).mapToObj(String::valueOf))
                .toList();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
