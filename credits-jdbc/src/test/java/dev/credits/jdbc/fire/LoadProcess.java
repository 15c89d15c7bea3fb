package dev.credits.jdbc.fire;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A host's process of its own, to be killed: some threads that spend, each its part of a {@link Load}. It says on its
 * standard output what it was told, a line a command: a letter, the thread, the number of the command, and the hash of what
 * was booked. It ends when its standard input does, or when it is done.
 */
public final class LoadProcess {
    private static final int PATIENCE = 60;

    private final Ledger ledger;
    private volatile boolean stopping;

    private LoadProcess(Ledger ledger) {
        this.ledger = ledger;
    }

    /** URL, the load, and whether to create the schema. */
    public static void main(String[] arguments) throws Exception {
        Load load = Load.parse(arguments[1]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(6);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(30_000);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage storage = JdbcStorage.builder(pool).migrate(false).build();
            new LoadProcess(Credits.on(storage).ledger()).run(load);
        }
        say("END");
        System.exit(0);
    }

    private void run(Load load) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < load.threads(); i++) {
            int thread = i;
            threads.add(new Thread(() -> spend(load, thread)));
        }
        Thread watch = new Thread(this::stopAtEndOfInput);
        watch.setDaemon(true);
        watch.start();
        say("READY");
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void spend(Load load, int thread) {
        List<Command> commands = load.commands(thread);
        for (int i = 0; i < commands.size() && !stopping; i++) {
            say(send(commands.get(i), thread + " " + i));
        }
    }

    private String send(Command command, String which) {
        String last = "";
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            try {
                Outcome outcome = ledger.execute(command);
                return outcome.isBooked()
                        ? "A " + which + " " + outcome.orElseThrow().entry().hash()
                        : (outcome instanceof Outcome.Conflict ? "C " : "D ") + which;
            } catch (BusyException busy) {
                last = busy.getMessage();
            } catch (CreditsException fault) {
                last = fault.getMessage();
                if (!fault.retryable()) {
                    return "F " + which + " " + last.replace('\n', ' ');
                }
            }
        }
        return "U " + which + " " + last.replace('\n', ' ');
    }

    private void stopAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException closed) {
            // the same as its end
        }
        stopping = true;
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
