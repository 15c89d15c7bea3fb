package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("the demo shows every step, the balances and the ledger as tables, and verifies the laws")
    void shows() {
        Cli.Run demo = Cli.run("demo", "--folder", folder.toString());
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.err()).isEmpty();
        assertThat(demo.out())
                .contains("settle it at 3.36, the rest returns                          applied")
                .contains("nothing happens twice            replayed")
                .contains("declined: INSUFFICIENT_CREDITS")
                .contains("user:ada      91.64     0     120   3.36        0   0   25")
                .contains("user:ben      25        0       0   0           0  25    0")
                .contains("REVERSE      116.64   +30        0         @spent    film-1-refund  support")
                .contains("Every law holds: 2 accounts, 12 entries.");
    }

    @Test
    @DisplayName("it can be run again, and its database looked into")
    void again() {
        Cli.run("demo", "--folder", folder.toString());
        Cli.Run second = Cli.run("demo", "--folder", folder.toString());
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("12 entries.");

        String url = "jdbc:h2:file:" + folder.resolve("credits");
        assertThat(second.out()).contains("credits balance user:ada --db " + url);
        assertThat(Cli.run("balance", "user:ada", "--db", url).out()).contains("available   91.64");
        assertThat(Cli.run("verify", "--db", url).exitCode()).isZero();
    }
}
