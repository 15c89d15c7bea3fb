package dev.credits.cli;

import dev.credits.cli.protocol.Result;
import dev.credits.cli.protocol.ResultWriter;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The option that says whether a person or a program reads the answer. */
final class Format {
    @Option(names = "--json", description = "Answer with one JSON object, as `apply` would.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Says that there is nothing to show. */
    int refused(Streams streams, Result refusal) throws IOException {
        if (json) {
            print(streams, refusal);
        } else {
            streams.complain(refusal.body().path("message").asText());
        }
        return ExitCode.REFUSED;
    }

    static int print(Streams streams, Result result) throws IOException {
        ResultWriter writer = new ResultWriter(streams.out());
        writer.write(result);
        writer.flush();
        return ExitCode.DONE;
    }
}
