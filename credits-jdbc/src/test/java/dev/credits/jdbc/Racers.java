package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.ledger.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Processes that race on one database, each with several threads; what they have counted is what they say. */
final class Racers {
    /** How many arguments a process has, before its own. */
    static final int ARGUMENTS = 4;

    private Racers() {}

    /** What one process does: each thread races, and then figures come of it. */
    interface Racer {
        void race(int thread, int commands);

        List<? extends Number> said();
    }

    /** A process's own part: races as it was told by {@link #sum} and says what came of it. */
    static void run(String[] arguments, BiFunction<Ledger, String, Racer> named) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(8);
        int threads = Integer.parseInt(arguments[2]);
        int commands = Integer.parseInt(arguments[3]);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage storage = JdbcStorage.builder(pool).migrate(false).build();
            Racer racer = named.apply(Credits.on(storage).ledger(), arguments[1]);
            List<Future<?>> racing = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                racing.add(executor.submit(() -> racer.race(thread, commands)));
            }
            for (Future<?> one : racing) {
                one.get();
            }
            System.out.println(racer.said().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        } finally {
            executor.shutdownNow();
        }
    }

    /** Starts some with the URL, a name, so many threads and commands a thread, and what is their own; answers the sum of the figures that they say. */
    static long[] sum(Class<?> main, String url, int processes, int... numbers)
            throws IOException, InterruptedException {
        List<Process> racing = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                racing.add(start(main, url, "p" + i, numbers));
            }
            long[] sum = new long[0];
            for (Process process : racing) {
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
            racing.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(Class<?> main, String url, String name, int... numbers) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                url,
                name));
        Arrays.stream(numbers).mapToObj(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
