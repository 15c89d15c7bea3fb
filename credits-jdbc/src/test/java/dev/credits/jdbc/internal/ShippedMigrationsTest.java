package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A shipped migration never changes; what is to change is a new one")
class ShippedMigrationsTest {
    /** File by file, the beginning of its SHA-256. Lines are added here, and none is ever changed after a release. */
    private static final Map<String, String> SHIPPED = new TreeMap<>(Map.of(
            "common/V1__kernel_tables.sql", "8427bd8eae6cc7d9",
            "common/V3__budget_tables.sql", "d1a1c195b2e4ede6",
            "h2/V1_1__kernel_guards.sql", "25c82cc82612dcdf",
            "h2/V3_1__budget_guards.sql", "b1f8b238d9a470ef",
            "postgresql/V1_1__kernel_guards.sql", "1a509b128f51247c",
            "postgresql/V3_1__budget_guards.sql", "0a5265afb4f6fea4",
            "common/V2__log.sql", "8e6244ec1484f123",
            "h2/V2_1__log_guards.sql", "d6b3b93c493a1f3e",
            "postgresql/V2_1__log_guards.sql", "cac7819f380d198e"));

    @Test
    void everyFileIsWhatItWas() throws IOException, URISyntaxException {
        assertThat(files()).isEqualTo(SHIPPED);
    }

    private static Map<String, String> files() throws IOException, URISyntaxException {
        Path folder = Path.of(
                Migrations.class.getResource("/dev/credits/jdbc/migration").toURI());
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), digest(file));
            }
        }
        return files;
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
