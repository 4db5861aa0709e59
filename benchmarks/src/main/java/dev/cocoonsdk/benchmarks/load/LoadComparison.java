package dev.cocoonsdk.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the direct server, the marketplace (broker, provider link and scripted engine) and the load generator, each in a process
 * of its own, and prints one table. Run it with {@code benchmarks/load.sh}.
 */
final class LoadComparison {

    private LoadComparison() {}

    /**
     * Options: {@code --seconds N} per round (3), {@code --rounds N} (3), {@code --parallel 1,8,32}, {@code --flush-at-end}; {@code
     * --tls}: the client reaches the broker natively, with TLS on both of the broker's sides, in place of HTTP and plain TCP; {@code
     * --connects N}: afterwards, how long N connections take to be ready, with {@code --tls}.
     */
    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args);
        List<String> direct = new ArrayList<>(List.of(DirectServer.class.getName()));
        if (options.contains("--flush-at-end")) {
            direct.add("--flush-at-end");
        }
        Process directServer = start(direct);
        boolean tls = options.contains("--tls");
        Process marketplace = start(List.of((tls ? NetworkServer.class : MarketplaceServer.class).getName()));
        try {
            String[] directReady = ready(directServer);
            String[] marketReady = ready(marketplace);
            System.out.println("| client | target | parallel | requests/s | p50 ms | p99 ms | server CPU ms/request"
                    + " | ratio | failed |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
            for (String client : tls ? List.of("network") : List.of("sdk", "raw")) {
                run(List.of(
                        LoadGenerator.class.getName(),
                        "client=" + client,
                        "direct=http://127.0.0.1:" + directReady[1],
                        "directPid=" + directServer.pid(),
                        "chain=http://127.0.0.1:" + marketReady[1],
                        "chainPid=" + marketplace.pid(),
                        "token=" + (tls ? "" : marketReady[2]),
                        "seconds=" + option(options, "--seconds", "3"),
                        "rounds=" + option(options, "--rounds", "3"),
                        "parallel=" + option(options, "--parallel", "1,8,32")));
            }
            String connects = option(options, "--connects", "0");
            if (tls && !connects.equals("0")) {
                run(List.of(
                        ConnectTimes.class.getName(),
                        marketReady[1],
                        marketReady[2],
                        String.valueOf(marketplace.pid()),
                        connects));
            }
        } finally {
            directServer.destroy();
            marketplace.destroy();
        }
    }

    private static void run(List<String> mainAndArguments) throws IOException, InterruptedException {
        Process generator = start(mainAndArguments);
        try (BufferedReader output = reader(generator)) {
            output.lines().forEach(System.out::println);
        }
        int exit = generator.waitFor();
        if (exit != 0) {
            throw new IllegalStateException("load generator ended with exit code " + exit);
        }
    }

    private static String option(List<String> options, String name, String defaultValue) {
        int at = options.indexOf(name);
        return at < 0 ? defaultValue : options.get(at + 1);
    }

    private static Process start(List<String> mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(mainAndArguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String[] ready(Process process) throws IOException {
        BufferedReader output = reader(process);
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith("READY ")) {
                return line.split(" ");
            }
        }
        throw new IllegalStateException("a server ended before it was ready");
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
