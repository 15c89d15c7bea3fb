package dev.credits.jdbc.internal;

import dev.credits.spi.Reader;
import java.sql.SQLException;
import java.util.function.Consumer;

/** What one transaction sees, for others to see as long as that one is open: each on a connection of its own. */
record SharedState(Database database, Tables tables, String snapshot) implements Reader.SameState {
    @Override
    public void read(Consumer<Reader> questions) {
        try (OwnTransaction transaction = OwnTransaction.begin(database.source(), database.dialect(), Access.READ)) {
            Unit unit = database.dialect().unit(transaction.connection(), tables, Access.READ);
            unit.beginReadingOf(snapshot);
            questions.accept(new JdbcReader(unit, null));
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
    }
}
