package dev.credits.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A stream of events to a client, which has to read each of them in time. */
final class Events implements AutoCloseable {
    private final OutputStream out;
    private final Deadlines deadlines;
    private final Limits limits;
    private final long began = System.nanoTime();

    Events(OutputStream out, Deadlines deadlines, Limits limits) {
        this.out = out;
        this.deadlines = deadlines;
        this.limits = limits;
    }

    /** True if the stream has lasted as long as one may. */
    boolean late() {
        return System.nanoTime() - began >= limits.streaming().toNanos();
    }

    /** Throws, with the connection closed, if the client does not read it in time. */
    void send(String name, Object data) throws IOException {
        String text = "event: " + name + "\ndata: " + Exchange.MAPPER.writeValueAsString(data) + "\n\n";
        deadlines.within(limits.sending(), () -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return text;
        });
    }

    @Override
    public void close() throws IOException {
        deadlines.within(limits.sending(), () -> {
            out.close();
            return out;
        });
    }
}
