package dev.credits.jdbc.internal;

/** The tables of one schema, with their statements. Immutable. */
final class Tables {
    final Schema schema;
    final AccountsTable accounts;
    final LotsTable lots;
    final HoldsTable holds;
    final EntriesTable entries;
    final ReversalsTable reversals;
    final LogTable log;
    final LimitsTable limits;
    final UsageTable usage;
    final DueQuery due;
    final TreeQuery trees;
    final Proof proof;
    final StrayQuery strays;

    Tables(Schema schema) {
        this.schema = schema;
        accounts = new AccountsTable(schema);
        lots = new LotsTable(schema);
        holds = new HoldsTable(schema);
        entries = new EntriesTable(schema);
        reversals = new ReversalsTable(schema);
        log = new LogTable(schema);
        limits = new LimitsTable(schema);
        usage = new UsageTable(schema);
        due = new DueQuery(schema);
        trees = new TreeQuery(schema);
        proof = new Proof(schema);
        strays = new StrayQuery(schema);
    }
}
