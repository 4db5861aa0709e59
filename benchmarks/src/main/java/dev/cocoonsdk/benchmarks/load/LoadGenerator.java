package dev.cocoonsdk.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The generator's own process: alternates rounds against the direct server and the marketplace at each level of parallelism and
 * prints one Markdown row per level and side. Rates are medians of the rounds; the processor time comes from {@code /proc}.
 */
final class LoadGenerator {

    private static final double TICKS_PER_SECOND = 100;
    private static final int WARM_UP_REQUESTS = 15_000;
    private static final int WARM_UP_ROUNDS = 20;

    private record Target(String name, Load load, long pid) {}

    private record Round(double rate, double p50, double p99, double cpuMillis, int failed) {}

    private LoadGenerator() {}

    /** Arguments as {@code key=value}: client, direct, directPid, chain, chainPid, token, seconds, rounds, parallel. */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = new java.util.HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            options.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        String client = options.get("client");
        String token = options.get("token");
        URI direct = URI.create(options.get("direct"));
        URI chain = URI.create(options.get("chain"));
        Load chainLoad = client.equals("network")
                ? SdkLoad.network(new InetSocketAddress(chain.getHost(), chain.getPort()))
                : http(client, chain, token);
        List<Target> targets = List.of(
                new Target("direct", http(client, direct, token), Long.parseLong(options.get("directPid"))),
                new Target("chain", chainLoad, Long.parseLong(options.get("chainPid"))));
        long roundNanos = TimeUnit.SECONDS.toNanos(Long.parseLong(options.get("seconds")));
        int rounds = Integer.parseInt(options.get("rounds"));
        for (Target target : targets) {
            warmUp(target.load(), roundNanos);
        }
        for (String level : options.get("parallel").split(",")) {
            int parallel = Integer.parseInt(level);
            List<List<Round>> results = List.of(new ArrayList<>(), new ArrayList<>());
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < targets.size(); i++) {
                    results.get(i).add(measure(targets.get(i), parallel, roundNanos));
                }
            }
            Round directMedian = median(results.get(0));
            for (int i = 0; i < targets.size(); i++) {
                Round r = median(results.get(i));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %d | %.0f | %.2f | %.2f | %.3f | %.2f | %d |%n",
                        options.get("client"),
                        targets.get(i).name(),
                        parallel,
                        r.rate(),
                        r.p50(),
                        r.p99(),
                        r.cpuMillis(),
                        r.rate() / directMedian.rate(),
                        results.get(i).stream().mapToInt(Round::failed).sum());
            }
        }
        for (Target target : targets) {
            target.load().close();
        }
        System.exit(0);
    }

    /** Until the compiler has seen enough, however slow the machine is at the moment. */
    private static void warmUp(Load load, long nanos) throws InterruptedException {
        int requests = 0;
        for (int round = 0; round < WARM_UP_ROUNDS && (round < 2 || requests < WARM_UP_REQUESTS); round++) {
            requests += load.run(8, nanos).count();
        }
    }

    private static Load http(String client, URI uri, String token) {
        return client.equals("raw") ? new RawLoad(uri, "Bearer " + token) : SdkLoad.http(uri, token);
    }

    private static Round measure(Target target, int parallel, long nanos) throws Exception {
        double cpuBefore = cpuSeconds(target.pid());
        long start = System.nanoTime();
        Samples samples = target.load().run(parallel, nanos);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = cpuSeconds(target.pid()) - cpuBefore;
        int count = Math.max(1, samples.count());
        return new Round(
                samples.count() / seconds,
                samples.percentileMillis(0.5),
                samples.percentileMillis(0.99),
                cpu * 1000 / count,
                samples.failed());
    }

    private static Round median(List<Round> rounds) {
        List<Round> sorted = new ArrayList<>(rounds);
        sorted.sort(Comparator.comparingDouble(Round::rate));
        return sorted.get(sorted.size() / 2);
    }

    /** User and system time of a process in seconds, fields 14 and 15 of {@code /proc/PID/stat} (proc(5)). */
    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
