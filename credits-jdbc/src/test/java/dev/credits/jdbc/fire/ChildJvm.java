package dev.credits.jdbc.fire;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with this one's class path, and what it says line by line. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new ChildJvm(builder.start());
    }

    /** Reads on until so many lines have been read that begin like this in all; false if it ends before. */
    boolean await(String prefix, long count) throws IOException {
        long seen = said(prefix);
        while (seen < count) {
            String line = output.readLine();
            if (line == null) {
                return false;
            }
            lines.add(line);
            seen += line.startsWith(prefix) ? 1 : 0;
        }
        return true;
    }

    long said(String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).count();
    }

    /** Asks it to stop when it has finished what it has begun, and waits for that. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        end();
    }

    /** The end of it, at once: what {@code kill -9} does. */
    void kill() throws IOException, InterruptedException {
        // not the process itself: that would close the pipe, and with it what was said last
        process.toHandle().destroyForcibly();
        end();
    }

    long pid() {
        return process.pid();
    }

    /** What it said; a line that was cut off by its death is not among them. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void end() throws IOException, InterruptedException {
        StringBuilder rest = new StringBuilder();
        char[] buffer = new char[8192];
        for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
            rest.append(buffer, 0, read);
        }
        int whole = rest.lastIndexOf("\n");
        if (whole >= 0) {
            lines.addAll(rest.substring(0, whole).lines().toList());
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("the process " + process.pid() + " does not end");
        }
    }
}
