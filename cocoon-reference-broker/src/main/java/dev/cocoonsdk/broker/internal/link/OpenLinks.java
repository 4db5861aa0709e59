package dev.cocoonsdk.broker.internal.link;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The native connections of all ports. Thread-safe. */
public final class OpenLinks {

    private final Set<LinkDriver> open = ConcurrentHashMap.newKeySet();

    /** None yet. */
    public OpenLinks() {}

    void add(LinkDriver driver) {
        open.add(driver);
    }

    void remove(LinkDriver driver) {
        open.remove(driver);
    }

    /** How many there are, those in their handshake included. */
    public int count() {
        return open.size();
    }

    /**
     * Closes all of them; returns before they are closed.
     *
     * @param reason text for humans
     */
    public void closeAll(String reason) {
        open.forEach(driver -> driver.execute(() -> driver.close(reason)));
    }
}
