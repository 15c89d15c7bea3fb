package dev.credits.cli.bench;

import dev.credits.cli.bench.Plan.Measure;
import dev.credits.cli.bench.Plan.Rival;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code credits bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how many reserve + settle pairs this library books on a database, side by side with what could be"
                    + " written by hand. Works in schemas of its own, which it takes away again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured, and every law holds", "1:a law is broken, or a fault", "2:an argument is wrong"})
public final class BenchCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    private final PrintWriter out;
    private final PrintStream err;
    private final Map<String, String> variables;
    private final boolean terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--db",
            paramLabel = "JDBC-URL",
            description = "jdbc:postgresql://HOST/NAME. Default: an embedded H2.")
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "USER", description = "Who to connect as.")
    private @Nullable String user;

    @Option(names = "--password", paramLabel = "PASSWORD", description = "Better given as CREDITS_DB_PASSWORD.")
    private @Nullable String password;

    @Option(
            names = "--scenario",
            split = ",",
            defaultValue = "hot",
            description = "hot, spread, mixed, pool, single, paced, reads, growth, or all. Default: ${DEFAULT-VALUE}.")
    private List<String> scenarios = List.of("hot");

    @Option(names = "--callers", split = ",", defaultValue = "1,16,64,256", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> callers = List.of();

    @Option(names = "--accounts", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--seconds", defaultValue = "3", description = "Of each round. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            description = "Seconds before the first. Default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "At least 5 for a figure. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--against",
            split = ",",
            defaultValue = "all",
            description = "hand (the quickest way to write it by hand), plain (the usual way, a statement a table),"
                    + " bucket4j, limit, all or none. Default: ${DEFAULT-VALUE}.")
    private List<String> against = List.of();

    @Option(
            names = "--entries",
            defaultValue = "0",
            description = "Entries to fill the ledger with before. Default: 0.")
    private long entries;

    @Option(
            names = "--grow-to",
            defaultValue = "1000000",
            description = "Entries of `growth`. Default: ${DEFAULT-VALUE}.")
    private long growTo;

    @Option(names = "--lanes", defaultValue = "4", description = "Lanes of the library. Default: ${DEFAULT-VALUE}.")
    private int lanes;

    @Option(names = "--virtual", description = "Callers are virtual threads.")
    private boolean virtual;

    @Option(names = "--listener", description = "Show what the ledger's listener hears of its batches.")
    private boolean listener;

    @Option(names = "--schema", defaultValue = "credits_bench", description = "How its schemas' names begin.")
    private String schema = "";

    @Option(names = "--keep", description = "Leave the schemas behind.")
    private boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything to a file as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report with charts.")
    private @Nullable Path html;

    @Option(names = "--pictures", paramLabel = "FOLDER", description = "Write the charts as files of their own.")
    private @Nullable Path pictures;

    /** {@code terminal} is true if a person sees {@code err} and may like to see progress. */
    public BenchCommand(PrintWriter out, PrintStream err, Map<String, String> variables, boolean terminal) {
        this.out = out;
        this.err = err;
        this.variables = variables;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException, IOException {
        Plan plan = plan();
        if (url != null) {
            String secret = password != null ? password : variables.get("CREDITS_DB_PASSWORD");
            return run(new Target(url, user, secret), plan, new Results());
        }
        Path directory = Files.createTempDirectory("credits-bench");
        try {
            Results results = new Results();
            results.notes.add("this is an embedded H2; the published figures are for PostgreSQL, see --db");
            return run(new Target("jdbc:h2:file:" + directory.resolve("bench"), "sa", ""), plan, results);
        } finally {
            delete(directory);
        }
    }

    private int run(Target target, Plan plan, Results results) throws SQLException, InterruptedException, IOException {
        List<Rival> left = Bench.leftOut(plan, target);
        if (!left.isEmpty()) {
            results.notes.add("needs PostgreSQL and took no part: " + left);
        }
        TextReport report = new TextReport(results, out, listener);
        Stage stage = new Stage(err, terminal);
        new Bench(target, plan, results, stage, () -> {
                    stage.clear();
                    report.printNew();
                })
                .run();
        report.printEnd();
        if (json != null) {
            JsonReport.write(results, json);
        }
        if (html != null) {
            HtmlReport.write(results, html);
        }
        if (pictures != null) {
            HtmlReport.writePictures(results, pictures);
        }
        return results.lawsHold() ? 0 : BROKEN;
    }

    private Plan plan() {
        Set<Measure> measures = chosen("--scenario", Measure.class, scenarios);
        Set<Rival> rivals = against.equals(List.of("none")) ? Set.of() : chosen("--against", Rival.class, against);
        List<Integer> ascending = callers.stream().distinct().sorted().toList();
        require(
                ascending.get(0) >= 1 && ascending.get(ascending.size() - 1) <= 10_000,
                "--callers",
                callers,
                "from 1 to 10000");
        require(accounts >= 10 && accounts <= 10_000_000, "--accounts", accounts, "from 10 to 10000000");
        require(seconds > 0 && seconds <= 3_600, "--seconds", seconds, "above zero and at most 3600");
        require(warmUp >= 0 && warmUp <= 3_600, "--warm-up", warmUp, "from 0 to 3600");
        require(rounds >= 1 && rounds <= 1_000, "--rounds", rounds, "from 1 to 1000");
        require(entries >= 0, "--entries", entries, "zero or more");
        require(growTo >= 1, "--grow-to", growTo, "one or more");
        require(lanes >= 1 && lanes <= 256, "--lanes", lanes, "from 1 to 256");
        require(schema.matches("[a-z_][a-z0-9_]{0,30}"), "--schema", schema, "1 to 31 characters of a-z, 0-9 and _");
        require(!virtual || Threads.virtualExist(), "--virtual", "given", "left out on a JDK before 21");
        return new Plan(
                measures,
                ascending,
                accounts,
                duration(seconds),
                duration(warmUp),
                rounds,
                rivals,
                entries,
                growTo,
                lanes,
                virtual ? Threads.VIRTUAL : Threads.PLATFORM,
                schema,
                keep);
    }

    private <E extends Enum<E>> Set<E> chosen(String option, Class<E> type, List<String> names) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String name : names) {
            if (name.equals("all")) {
                return EnumSet.allOf(type);
            }
            Stream.of(type.getEnumConstants())
                    .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(chosen::add, () -> {
                        throw wrong(option, name, "one of " + EnumSet.allOf(type) + " or all");
                    });
        }
        return chosen;
    }

    private void require(boolean right, String option, Object value, String wanted) {
        if (!right) {
            throw wrong(option, value, wanted);
        }
    }

    private ParameterException wrong(String option, Object value, String wanted) {
        CommandSpec known = java.util.Objects.requireNonNull(spec);
        return new ParameterException(known.commandLine(), option + " is \"" + value + "\"; it must be " + wanted);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
