package dev.cocoonsdk.benchmarks.soak;

import java.time.Duration;
import java.util.List;

/**
 * How much.
 *
 * @param workers connected providers, idle ones and streaming ones
 * @param streamers providers among them that answer, each of {@code streams / streamers} streams at once
 * @param clients connected clients, each of {@code streams / clients} streams at once
 * @param streams answers at the same time
 * @param parts of each answer
 * @param partBytes bytes of each part
 * @param interval between two parts of an answer
 * @param rounds how often all streams run
 * @param idle how long the idle connections are watched before the streams begin
 * @param heapMiB heap of the broker
 */
public record SoakPlan(
        int workers,
        int streamers,
        int clients,
        int streams,
        int parts,
        int partBytes,
        Duration interval,
        int rounds,
        Duration idle,
        int heapMiB) {

    static final String MODEL = "soak";
    static final String IDLE_MODEL = "idle";

    /** Reads {@code --name value} pairs; what is missing has the size that issue 3 asks for. */
    public static SoakPlan parse(List<String> options) {
        int workers = number(options, "--workers", 10_000);
        return new SoakPlan(
                workers,
                Math.min(workers, number(options, "--streamers", 20)),
                number(options, "--clients", 100),
                number(options, "--streams", 2000),
                number(options, "--parts", 40),
                number(options, "--part-bytes", 200),
                Duration.ofMillis(number(options, "--interval-millis", 1000)),
                number(options, "--rounds", 1),
                Duration.ofSeconds(number(options, "--idle-seconds", 60)),
                number(options, "--heap-mib", 1024));
    }

    private static int number(List<String> options, String name, int missing) {
        int at = options.indexOf(name);
        return at < 0 ? missing : Integer.parseInt(options.get(at + 1));
    }

    long answerBytes() {
        return (long) parts * partBytes;
    }
}
