package dev.cocoonsdk.provider.internal.run;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies that one model is announced to ({@code docs/protocol/wire.md} 3.7): given ones for good, or some of the root
 * configuration's, chosen at random; of these, one that was not ready for 300 s makes room for another one. On the loop's thread.
 */
public final class ModelTargets {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTargets.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ServedModel model;
    private final List<InetSocketAddress> given;
    private final int wanted;
    private final Surroundings around;
    private final List<ModelConnection> connections = new ArrayList<>();

    /**
     * Targets that are not connected to yet.
     *
     * @param given the proxies; empty to choose among the root configuration's
     * @param wanted how many to choose
     */
    public ModelTargets(ServedModel model, List<InetSocketAddress> given, int wanted, Surroundings around) {
        this.model = model;
        this.given = List.copyOf(given);
        this.wanted = wanted;
        this.around = around;
    }

    /** The model. */
    public ServedModel model() {
        return model;
    }

    /** Begins to connect. */
    public void start() {
        given.forEach(this::connect);
        fillUp(null);
    }

    /** Announces the model's current price and readiness where they changed. */
    public void refresh() {
        connections.forEach(ModelConnection::refresh);
    }

    /** Looks after the targets; about once a second. */
    public void tick() {
        refresh();
        if (given.isEmpty()) {
            fillUp(giveUpOne());
        }
    }

    /** The parameters changed: connects anew, under new contract addresses. */
    public void reconnect() {
        if (given.isEmpty()) {
            List<InetSocketAddress> registered = around.network().registered();
            for (ModelConnection connection : List.copyOf(connections)) {
                if (!registered.contains(connection.target())) {
                    drop(connection);
                }
            }
        }
        connections.forEach(connection -> connection.reconnect("the network's parameters changed"));
        fillUp(null);
    }

    /** Ends all connections for good. */
    public void stop() {
        connections.forEach(ModelConnection::stop);
    }

    /** Connections on which a proxy may send requests now. */
    public int ready() {
        return (int) connections.stream().filter(ModelConnection::isReady).count();
    }

    /** The proxies and whether they may send requests now. */
    public List<ModelConnection> connections() {
        return List.copyOf(connections);
    }

    private @Nullable InetSocketAddress giveUpOne() {
        for (ModelConnection connection : connections) {
            if (connection.notReadyFor().compareTo(PATIENCE) > 0) {
                LOG.info(
                        "{} gives the proxy at {} up, which was not ready for {} s",
                        model.name(),
                        connection.target(),
                        PATIENCE.toSeconds());
                drop(connection);
                return connection.target();
            }
        }
        return null;
    }

    private void drop(ModelConnection connection) {
        connections.remove(connection);
        connection.stop();
    }

    private void fillUp(@Nullable InetSocketAddress lastChoice) {
        while (given.isEmpty() && connections.size() < wanted) {
            List<InetSocketAddress> free = new ArrayList<>(around.network().registered());
            connections.forEach(connection -> free.remove(connection.target()));
            if (free.size() > 1 && lastChoice != null) {
                free.remove(lastChoice);
            }
            if (free.isEmpty()) {
                return;
            }
            connect(free.get(around.loop().context().random().nextInt(free.size())));
        }
    }

    private void connect(InetSocketAddress target) {
        ModelConnection connection = new ModelConnection(model, target, this::count, around);
        connections.add(connection);
        connection.start();
    }

    /** How many proxies share the model's capacity. */
    private int count() {
        int registered = around.network().registered().size();
        return given.isEmpty() ? Math.max(1, Math.min(wanted, registered)) : given.size();
    }
}
