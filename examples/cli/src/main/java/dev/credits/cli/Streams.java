package dev.credits.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command reads, writes and is told by its surroundings.
 *
 * @param terminal true if standard error is read by a person, who may like to see progress
 */
record Streams(InputStream in, OutputStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
    /** The standard output, for text. */
    PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }
}
