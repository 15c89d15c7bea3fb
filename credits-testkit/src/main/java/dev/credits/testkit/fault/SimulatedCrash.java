package dev.credits.testkit.fault;

/** The end of a simulated process: an error that nothing catches to go on with. */
final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(Mishap mishap) {
        super(mishap.toString(), null, false, false);
    }
}
