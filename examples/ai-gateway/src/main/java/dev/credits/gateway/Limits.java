package dev.credits.gateway;

import java.time.Duration;

/**
 * How much the gateway takes on at once, and how long it waits for clients.
 *
 * @param threads requests that are read, worked on or answered at once; more wait for a thread
 * @param working requests that are worked on at once, once they are read; more are told to come again
 * @param each requests of one user at once, read or not
 * @param knocks refused logins and new users a minute from one address
 * @param reading how long a body may take, from its first byte to its last
 * @param sending how long a client may take to read an answer, or one event of a stream
 * @param streaming how long a stream may last
 */
record Limits(int threads, int working, int each, int knocks, Duration reading, Duration sending, Duration streaming) {
    static final Limits USUAL =
            new Limits(256, 64, 16, 60, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(1));

    /** Bytes of a body. */
    static final int BODY = 256 << 10;

    /**
     * Sets what only the JDK's server can limit, unless somebody has set it: connections, the size and number of headers,
     * and the seconds after which a request that is not whole is given up. The server reads these once a process.
     */
    static void ofTheServer() {
        usual("jdk.httpserver.maxConnections", 1_024);
        usual("sun.net.httpserver.maxReqHeaderSize", 16 << 10);
        usual("sun.net.httpserver.maxReqHeaders", 64);
        usual("sun.net.httpserver.maxReqTime", 10);
    }

    private static void usual(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }
}
