package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.crypto.sealed.client.SealedTransport;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Sealed against clear calls through the whole chain: client, broker, provider and scripted engine in one process, in turns. Once the
 * engine has its 50 events ready at once, so that nothing but our own work takes time; once it makes one each 10 ms, as a fast model
 * does. Run it with {@code benchmarks/load.sh --sealed}.
 */
final class SealedComparison {

    private static final Duration EVENT = Duration.ofMillis(10);

    private SealedComparison() {}

    /** Arguments: seconds of a round (3), rounds (3). */
    public static void main(String[] args) throws InterruptedException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        System.out.println(
                "| engine | parallel | clear requests/s | sealed requests/s | ratio | clear p50 ms | sealed p50 ms"
                        + " | failed |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        Script instant = AnswerScript.script();
        compare("at once", instant, List.of(1, 8), seconds, rounds);
        compare("an event each 10 ms", instant.paced(EVENT), List.of(8, 64), seconds, rounds);
    }

    private static void compare(String name, Script script, List<Integer> parallels, int seconds, int rounds)
            throws InterruptedException {
        try (LocalMarketplace marketplace = LocalMarketplace.builder()
                        .engines(() -> ScriptedEngine.builder(ModelId.of(AnswerScript.MODEL))
                                .script(script)
                                .forgetful()
                                .build())
                        .maxActiveRequests(1000)
                        .start();
                SdkLoad clear = SdkLoad.over(http(marketplace));
                SdkLoad sealed = SdkLoad.over(
                        SealedTransport.builder(marketplace.policy()).over(http(marketplace)))) {
            long nanos = TimeUnit.SECONDS.toNanos(seconds);
            clear.run(8, 2 * nanos);
            sealed.run(8, 2 * nanos);
            for (int parallel : parallels) {
                List<Samples> ofClear = new ArrayList<>();
                List<Samples> ofSealed = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    ofClear.add(clear.run(parallel, nanos));
                    ofSealed.add(sealed.run(parallel, nanos));
                }
                print(name, parallel, seconds, ofClear, ofSealed);
            }
        }
    }

    private static HttpTransport http(LocalMarketplace marketplace) {
        return HttpTransport.builder()
                .baseUrl(marketplace.apiUri())
                .bearerToken(marketplace.token())
                .build();
    }

    private static void print(String name, int parallel, int seconds, List<Samples> clear, List<Samples> sealed) {
        double clearRate = median(clear.stream().mapToDouble(Samples::count).toArray()) / seconds;
        double sealedRate = median(sealed.stream().mapToDouble(Samples::count).toArray()) / seconds;
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %.2f | %.2f | %.2f | %d |",
                name,
                parallel,
                clearRate,
                sealedRate,
                sealedRate / clearRate,
                p50(clear),
                p50(sealed),
                clear.stream().mapToInt(Samples::failed).sum()
                        + sealed.stream().mapToInt(Samples::failed).sum()));
    }

    private static double p50(List<Samples> rounds) {
        return median(rounds.stream()
                .mapToDouble(round -> round.percentileMillis(0.5))
                .toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
