/** Credits on a DataSource: H2 and PostgreSQL. */
module dev.credits.jdbc {
    requires transitive dev.credits.core;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires static com.h2database;
    requires dev.credits.flyway;
    requires org.slf4j;
    requires static spring.jdbc;
    requires static spring.tx;

    exports dev.credits.jdbc;
    exports dev.credits.jdbc.spring;
    // H2 makes its triggers itself
    exports dev.credits.jdbc.internal.h2 to
            com.h2database;
}
