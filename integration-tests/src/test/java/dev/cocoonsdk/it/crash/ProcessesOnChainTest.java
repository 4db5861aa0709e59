package dev.cocoonsdk.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker, provider and client as three processes of the {@code cocoon} command, started with nothing but their configuration files, on a
 * chain that they reach over HTTP.
 */
class ProcessesOnChainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int ANSWERS = 30;

    @TempDir
    Path directory;

    @Test
    void aClientDepositsAsksAndPaysTheProvider() throws Exception {
        try (ChainWorld world = new ChainWorld(directory, JsonValue.object("ledger", "sqlite"))) {
            Tally tally = world.tally();
            try (Witness witness = new Witness(world.brokerDoor(), world.bearer());
                    Callers callers = new Callers(tally, world.clientDoor(), world.model(), 2)) {
                await(world, () -> assertThat(tally.deliveries()).isGreaterThan(ANSWERS));
                callers.stop();
                await(world, () -> {
                    Witness.Shown shown = witness.look();
                    assertThat(shown).isNotNull();
                    assertThat(shown.stored()).isEqualTo(tally.deliveredTokens());
                    assertThat(shown.confirmed()).as("saved on chain").isEqualTo(shown.stored());
                    assertThat(world.books().client()).as("the client contract").isNotNull();
                    assertThat(world.books().client().tokensUsed()).isPositive();
                    assertThat(world.books().worker()).as("the worker contract").isNotNull();
                    assertThat(world.books().providerOwnersCoins().value()).isPositive();
                });
                world.quiesce();
                world.compare(tally, witness.look());
                assertThat(witness.broken()).isEmpty();
            }
        }
    }

    private static void await(ChainWorld world, org.awaitility.core.ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            try {
                condition.run();
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + world.messages(), e);
            }
        });
    }
}
