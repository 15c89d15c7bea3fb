package dev.credits.cli;

import dev.credits.cli.protocol.Printable;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The one place that prints text for a person: a line is one line, and gives a terminal no orders, whatever is in it. */
final class Printer extends PrintWriter {
    Printer(OutputStream out) {
        super(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    @Override
    public void println(String line) {
        super.print(Printable.of(line));
        println();
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    /** Several lines, as they are. */
    @Override
    public void print(String lines) {
        super.print(Printable.lines(lines));
    }
}
