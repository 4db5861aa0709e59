package dev.cocoonsdk.it.crash;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A marketplace of processes that can be killed. */
interface CrashWorld extends AutoCloseable {

    Tally tally();

    /** Those that are killed, each with the same chance. */
    List<Victim> victims();

    Victim broker();

    /** Where callers ask. */
    URI clientDoor();

    /** The broker's HTTP interface. */
    URI brokerDoor();

    /** {@code <wallet>:<secret>} of the client's account. */
    String bearer();

    String model();

    /** Looks at what a killed process left behind, before it is started again. */
    void onKilled(Victim victim);

    /** Waits until nothing is under way any more. */
    void quiesce();

    /** Compares what only this marketplace knows, such as its chain. */
    void compare(Tally tally, Witness.Shown shown);

    /** What the processes complained about. */
    String messages() throws IOException;

    @Override
    void close();
}
