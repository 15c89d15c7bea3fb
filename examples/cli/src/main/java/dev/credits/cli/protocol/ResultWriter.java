package dev.credits.cli.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes results, one JSON object a line, and counts what they were. Not thread-safe. */
public final class ResultWriter {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final OutputStream out;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);

    public ResultWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void write(long line, @Nullable Op op, Result result) throws IOException {
        ObjectNode node = Result.node().put("line", line);
        write(op == null ? node : node.put("op", op.label()), result);
    }

    /** Writes an answer that belongs to no line. */
    public void write(Result result) throws IOException {
        write(Result.node(), result);
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** How many results there were of this status. */
    public long count(Status status) {
        return counts.getOrDefault(status, 0L);
    }

    private void write(ObjectNode node, Result result) throws IOException {
        counts.merge(result.status(), 1L, Long::sum);
        node.put("status", result.status().label());
        node.setAll(result.body());
        out.write(Printable.of(MAPPER.writeValueAsString(node)).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
