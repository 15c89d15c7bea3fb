package dev.credits.cli.bench;

import java.lang.management.ManagementFactory;

/** The processor time that this process has taken. */
final class Processor {
    private Processor() {}

    /** Nanoseconds since it began; zero where the JVM does not tell. */
    static long nanos() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known
                ? Math.max(0, known.getProcessCpuTime())
                : 0;
    }
}
