package dev.cocoonsdk.network;

import java.util.List;

/**
 * A model that a proxy knows and who serves it ({@code docs/protocol/wire.md} 9.9).
 *
 * @param name routing name
 * @param workerCount how many connections serve it now, perhaps none
 * @param workers those connections; empty over protocol 0, which tells their number only
 */
public record ProxyModel(String name, int workerCount, List<Worker> workers) {

    /**
     * One connection of a worker.
     *
     * @param coefficient price coefficient, 1000 = x1
     * @param activeRequests how many requests run on it
     * @param maxActiveRequests its capacity
     */
    public record Worker(int coefficient, int activeRequests, int maxActiveRequests) {}

    /** Copies the list. */
    public ProxyModel {
        workers = List.copyOf(workers);
    }

    /** A model with the connections that serve it. */
    public static ProxyModel of(String name, List<Worker> workers) {
        return new ProxyModel(name, workers.size(), workers);
    }
}
