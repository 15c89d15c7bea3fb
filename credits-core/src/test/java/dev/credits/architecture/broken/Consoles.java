package dev.credits.architecture.broken;

final class Consoles {
    void out() {
        System.out.println();
    }

    void err() {
        System.err.println();
    }

    void trace(RuntimeException problem) {
        problem.printStackTrace();
    }

    void exit() {
        System.exit(1);
    }

    System.Logger logger() {
        return System.getLogger("credits");
    }
}
