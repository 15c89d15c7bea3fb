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
        return new Printer(out);
    }

    /** Says in one line on standard error what is wrong. */
    void complain(String what) {
        tell("credits: " + what);
    }

    /** A line on standard error; without a password that may be in it. */
    void tell(String line) {
        new Printer(err).println(JdbcUrl.shown(line));
    }

    /** The standard output for what is the program's own text, in colours perhaps. */
    PrintWriter help() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }
}
