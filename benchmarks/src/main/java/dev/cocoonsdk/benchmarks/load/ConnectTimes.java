package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.benchmarks.stage.Connector;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ClientDirectory;
import dev.cocoonsdk.network.ClientLink;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.Link;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.network.Wire;
import dev.cocoonsdk.network.WorkerAnswer;
import dev.cocoonsdk.network.WorkerLink;
import dev.cocoonsdk.network.WorkerRequest;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.ton.RootConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long a connection takes from the call of connect until the Cocoon handshake is complete: TCP, a proof of work of difficulty 0, TLS
 * with certificates and quotes on both sides, the queries of the role. One after another; the first ones are not counted.
 */
final class ConnectTimes {

    private static final int WARM_UP = 500;
    private static final int PATIENCE_SECONDS = 60;

    private final RootConfig root = BenchNetwork.root();
    private final ConnectionStack stack = BenchNetwork.connector();
    private final Connector connector;
    private final long brokerPid;
    private volatile CompletableFuture<Void> ready = new CompletableFuture<>();

    private ConnectTimes(long brokerPid) {
        this.brokerPid = brokerPid;
        connector = new Connector(failure -> ready.completeExceptionally(failure));
    }

    /** Arguments: client port, worker port, process of the broker, number of connections of each role. */
    public static void main(String[] args) throws Exception {
        ConnectTimes times = new ConnectTimes(Long.parseLong(args[2]));
        int count = Integer.parseInt(args[3]);
        System.out.println();
        System.out.println(
                "| connection | first ms | least ms | p50 ms | p90 ms | CPU ms of both ends | connections |");
        System.out.println("|---|---|---|---|---|---|---|");
        times.measure("client", Integer.parseInt(args[0]), count, times::clientLink);
        times.measure("provider", Integer.parseInt(args[1]), count, times::workerLink);
        System.exit(0);
    }

    private void measure(String role, int port, int count, Connector.LinkFactory factory) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        double first = connect(address, factory) / 1e6;
        for (int i = 1; i < WARM_UP; i++) {
            connect(address, factory);
        }
        Samples samples = new Samples();
        double cpuBefore = cpuMillis();
        for (int i = 0; i < count; i++) {
            samples.add(connect(address, factory), true);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %d |%n",
                role,
                first,
                samples.percentileMillis(0),
                samples.percentileMillis(0.5),
                samples.percentileMillis(0.9),
                (cpuMillis() - cpuBefore) / count,
                samples.count());
    }

    private double cpuMillis() throws IOException {
        return 1000
                * (LoadGenerator.cpuSeconds(brokerPid)
                        + LoadGenerator.cpuSeconds(ProcessHandle.current().pid()));
    }

    /** Nanoseconds until the link is ready. */
    private long connect(InetSocketAddress address, Connector.LinkFactory factory) throws Exception {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        CompletableFuture<Link> made = new CompletableFuture<>();
        CompletableFuture<Connector.Handle> held = new CompletableFuture<>();
        ready = connected;
        long start = System.nanoTime();
        connector.connect(address, stack, (handle, wire, layer, context) -> {
            Link link = factory.create(handle, wire, layer, context);
            held.complete(handle);
            made.complete(link);
            return link;
        });
        connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        long nanos = System.nanoTime() - start;
        held.join().executor().execute(() -> made.join().close("measured"));
        return nanos;
    }

    private Link clientLink(Connector.Handle handle, Wire wire, ByteLayer layer, LinkContext context) {
        ClientSettings settings =
                ClientSettings.of(BenchNetwork.WALLET, true, true, (int) root.version(), Secret.of(""));
        ClientDirectory directory = new ClientDirectory(root.params(), BenchNetwork.ROOT_CONTRACT);
        return ClientLink.create(settings, directory, new ClientEvents(ready), wire, layer, context);
    }

    private Link workerLink(Connector.Handle handle, Wire wire, ByteLayer layer, LinkContext context) {
        WorkerSettings settings = WorkerSettings.of("connects", 1000, true, 1);
        ProxyDirectory directory = new ProxyDirectory(
                root.params(), BenchNetwork.ROOT_CONTRACT, BenchNetwork.address("connecting provider"), true);
        return WorkerLink.create(settings, directory, new WorkerEvents(ready), wire, layer, context);
    }

    private static void closed(CompletableFuture<Void> ready, LinkFailure failure) {
        ready.completeExceptionally(new IllegalStateException(failure.toString()));
    }

    private record ClientEvents(CompletableFuture<Void> ready) implements ClientLink.Listener {

        @Override
        public boolean isImageAllowed(Peer peer) {
            return true;
        }

        @Override
        public void onReady() {
            ready.complete(null);
        }

        @Override
        public void onClosed(LinkFailure failure) {
            closed(ready, failure);
        }
    }

    private record WorkerEvents(CompletableFuture<Void> ready) implements WorkerLink.Listener {

        @Override
        public void onReady() {
            ready.complete(null);
        }

        @Override
        public void onRequest(WorkerRequest request, WorkerAnswer answer) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void onCancel(WorkerAnswer answer) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void onPayment(Hash256 requestId, long tokens, PayoutAccount account) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {
            closed(ready, failure);
        }
    }
}
