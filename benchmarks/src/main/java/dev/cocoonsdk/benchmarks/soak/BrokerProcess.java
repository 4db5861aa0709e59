package dev.cocoonsdk.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The broker as a process of its own, with a heap of its own. */
final class BrokerProcess implements AutoCloseable {

    private static final double MIB = 1 << 20;

    /**
     * What the broker takes.
     *
     * @param heapMiB used heap after a collection
     * @param residentMiB resident set size
     * @param threads number of threads
     * @param cpuSeconds processor time since the start
     */
    record Measurement(double heapMiB, double residentMiB, int threads, double cpuSeconds) {}

    private final Process process;
    private final BufferedReader output;
    private final PrintStream commands;
    private final InetSocketAddress workers;
    private final InetSocketAddress clients;

    private BrokerProcess(Process process) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        String[] ready = line("READY").split(" ");
        this.workers = address(ready[1]);
        this.clients = address(ready[2]);
    }

    static BrokerProcess start(int heapMiB) throws IOException {
        return new BrokerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMiB + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakBroker.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static InetSocketAddress address(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    InetSocketAddress workers() {
        return workers;
    }

    InetSocketAddress clients() {
        return clients;
    }

    Measurement measure() throws IOException {
        commands.println("measure");
        String[] values = line("MEASURED").split(" ");
        return new Measurement(
                Long.parseLong(values[1]) / MIB,
                Long.parseLong(values[2]) / MIB,
                Integer.parseInt(values[3]),
                Long.parseLong(values[4]) / 1e9);
    }

    String histogram() throws IOException {
        commands.println("histogram");
        StringBuilder text = new StringBuilder();
        for (String line = output.readLine(); line != null && !line.equals("END"); line = output.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private String line(String prefix) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix + " ")) {
                return line;
            }
        }
        throw new IOException(
                "the broker's process ended, exit code " + (process.isAlive() ? "unknown" : process.exitValue()));
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
