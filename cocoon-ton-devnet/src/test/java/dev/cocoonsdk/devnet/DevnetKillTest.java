package dev.cocoonsdk.devnet;

import static dev.cocoonsdk.devnet.DevnetTest.assertConserved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** A process with a chain is killed at any time; every transfer that it had reported is in the chain afterwards. */
class DevnetKillTest {

    private static final TonAddress RECEIVER = TonAddress.basechain(Hash256.sha256(new byte[] {9}));

    @TempDir
    Path folder;

    /** Gives away a TON at a time and says so, until it is killed. */
    public static final class Giver {

        private Giver() {}

        /** The folder is the argument. */
        public static void main(String[] arguments) {
            try (Devnet devnet = Devnet.builder().folder(Path.of(arguments[0])).open()) {
                for (long given = 1; ; given++) {
                    devnet.fund(RECEIVER, NanoTon.ofTon(1));
                    System.out.println(given);
                }
            }
        }
    }

    @RepeatedTest(2)
    void whatWasAcknowledgedIsThereAfterAKill(RepetitionInfo repetition) throws Exception {
        int killAfter = 3 + new Random(repetition.getCurrentRepetition()).nextInt(40);
        long acknowledged = giveUntilKilled(killAfter);
        try (Devnet devnet = Devnet.builder().folder(folder).open()) {
            assertThat((long) devnet.transactions(RECEIVER).size())
                    .as("one transfer may have been made but not been reported")
                    .isBetween(acknowledged, acknowledged + 1);
            assertConserved(devnet);
            assertThat(devnet.fund(RECEIVER, NanoTon.ofTon(1))).hasSize(2);
        }
    }

    private long giveUntilKilled(int killAfter) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Giver.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Long.parseLong(line);
                if (last == killAfter) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(last).isGreaterThanOrEqualTo(killAfter);
        return last;
    }
}
