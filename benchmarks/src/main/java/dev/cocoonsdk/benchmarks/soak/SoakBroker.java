package dev.cocoonsdk.benchmarks.soak;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.broker.Broker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;

/** The broker's own process. */
final class SoakBroker {

    private static final int HISTOGRAM_LINES = 40;

    private SoakBroker() {}

    /** Prints {@code READY <worker port> <client port>}, then answers {@code measure} and {@code histogram} until its input ends. */
    public static void main(String[] args) throws Exception {
        try (Broker broker = Broker.builder(BenchNetwork.broker()).start()) {
            System.out.println("READY " + port(broker.tlsWorkerAddress()) + " " + port(broker.tlsClientAddress()));
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(line.equals("histogram") ? histogram() + "END" : measurement());
            }
        }
    }

    private static int port(InetSocketAddress address) {
        return Objects.requireNonNull(address).getPort();
    }

    /** Used heap after collection and resident set size, both in bytes; threads; processor time in nanoseconds. */
    private static String measurement() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return "MEASURED " + used + " " + residentBytes() + " " + Thread.activeCount() + " "
                + ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toNanos();
    }

    /** {@code VmRSS} of {@code /proc/self/status}, proc(5). */
    private static long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }

    /** What fills the heap, the classes that take most first. */
    private static String histogram() throws JMException {
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        StringBuilder first = new StringBuilder();
        text.toString()
                .lines()
                .limit(HISTOGRAM_LINES)
                .forEach(line -> first.append(line).append('\n'));
        return first.toString();
    }
}
