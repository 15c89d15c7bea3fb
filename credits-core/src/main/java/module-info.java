/** The vocabulary and rules of Credits: accounts, lots, holds and an append-only ledger, without SQL or I/O. */
module dev.credits.core {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.credits;
    exports dev.credits.budget;
    exports dev.credits.ledger;
    exports dev.credits.metering;
    exports dev.credits.money;
    exports dev.credits.pricing;
    exports dev.credits.quota;
    exports dev.credits.spi;
}
