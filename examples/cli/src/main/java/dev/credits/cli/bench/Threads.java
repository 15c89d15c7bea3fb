package dev.credits.cli.bench;

import java.lang.reflect.Method;

/** Makes the threads of callers: platform threads, or virtual ones where the JDK has them. */
enum Threads {
    PLATFORM {
        @Override
        Thread start(Runnable work) {
            Thread thread = new Thread(work, "caller");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    },
    VIRTUAL {
        @Override
        Thread start(Runnable work) {
            try {
                // by name: compiled for a JDK that has none
                Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
                return (Thread) start.invoke(null, work);
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException("this JDK has no virtual threads; 21 has", missing);
            }
        }
    };

    abstract Thread start(Runnable work);

    /** True if this JDK has virtual threads. */
    static boolean virtualExist() {
        return Runtime.version().feature() >= 21;
    }
}
