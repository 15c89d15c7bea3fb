package dev.credits.jdbc.internal;

import dev.credits.flyway.core.api.resource.LoadableResource;
import dev.credits.flyway.core.internal.resolver.ChecksumCalculator;
import java.io.BufferedReader;
import java.util.stream.Collectors;

/**
 * Every migration as one text, with the notes that Flyway would have made of them: a schema that was made by hand from it
 * is one that the library can check, and migrate later.
 */
public final class SchemaText {
    private SchemaText() {}

    /** All of the schema's versions, oldest first. */
    public static String of(Dialect dialect, Schema schema) {
        StringBuilder text = new StringBuilder();
        text.append("-- The tables of credits, for ").append(dialect).append(".\n");
        text.append(schema.in("CREATE SCHEMA IF NOT EXISTS {};\n"));
        text.append(schema.in(dialect.useSchema())).append("\n\n");
        text.append(history(schema));
        int rank = 1;
        for (LoadableResource migration : new Migrations.Shipped(dialect).inOrder()) {
            text.append("\n-- ").append(migration.getFilename()).append('\n');
            text.append(content(migration)).append('\n');
            text.append(note(schema, rank++, migration));
        }
        return text.toString();
    }

    private static String content(LoadableResource migration) {
        return new BufferedReader(migration.read()).lines().collect(Collectors.joining("\n"));
    }

    /** The table of what was applied, as the tool that applies migrations expects it. */
    private static String history(Schema schema) {
        return schema.in("""
                CREATE TABLE {}."credit_schema_history" (
                    "installed_rank" int NOT NULL,
                    "version" varchar(50),
                    "description" varchar(200) NOT NULL,
                    "type" varchar(20) NOT NULL,
                    "script" varchar(1000) NOT NULL,
                    "checksum" int,
                    "installed_by" varchar(100) NOT NULL,
                    "installed_on" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
                    "execution_time" int NOT NULL,
                    "success" boolean NOT NULL,
                    CONSTRAINT "credit_schema_history_pk" PRIMARY KEY ("installed_rank")
                );
                CREATE INDEX "credit_schema_history_s_idx" ON {}."credit_schema_history" ("success");
                """);
    }

    private static String note(Schema schema, int rank, LoadableResource migration) {
        String name = migration.getFilename();
        String description =
                name.substring(name.indexOf("__") + 2, name.lastIndexOf('.')).replace('_', ' ');
        return schema.in("""
                INSERT INTO {}."credit_schema_history" ("installed_rank", "version", "description", "type", "script",
                    "checksum", "installed_by", "execution_time", "success")
                VALUES (%d, '%s', '%s', 'SQL', '%s', %d, CURRENT_USER, 0, true);
                """.formatted(
                        rank,
                        Migrations.Shipped.version(migration),
                        description,
                        migration.getRelativePath(),
                        ChecksumCalculator.calculate(migration)));
    }
}
