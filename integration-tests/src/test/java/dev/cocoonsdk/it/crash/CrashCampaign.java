package dev.cocoonsdk.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills one process after the other at random points while callers ask, and compares the books with what happened.
 *
 * <p>The points are random in the number of answers that pass before a kill and in a few milliseconds more, so that they fall between any
 * two steps: before and after the commit of the ledger, the signature, the message to the chain.
 */
final class CrashCampaign {

    private static final Logger LOG = LoggerFactory.getLogger(CrashCampaign.class);

    /**
     * Longest time between the delivery of an answer and the acknowledgement of its charge by the ledger, which is one group commit behind
     * one that was under way. On the disks of test machines a forced write may take this long.
     */
    private static final Duration GROUP_COMMIT = Duration.ofMillis(500);

    private static final int PARALLEL = 4;
    private static final int MOST_ANSWERS_BETWEEN = 12;
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(3);

    private final CrashWorld world;
    private final long seed;
    private final Random random;
    private final List<Long> brokerKills = new ArrayList<>();
    private final List<Victim> waiting = new ArrayList<>();

    CrashCampaign(CrashWorld world, long seed) {
        this.world = world;
        this.seed = seed;
        this.random = new Random(seed);
    }

    void run(int kills) throws Exception {
        Tally tally = world.tally();
        try (Witness witness = new Witness(world.brokerDoor(), world.bearer());
                Callers callers = new Callers(tally, world.clientDoor(), world.model(), PARALLEL)) {
            awaitAnswers(tally, 1);
            for (int i = 0; i < kills; i++) {
                awaitAnswers(tally, 1 + random.nextInt(MOST_ANSWERS_BETWEEN));
                kill(nextVictim());
            }
            awaitAnswers(tally, MOST_ANSWERS_BETWEEN);
            callers.stop();
            world.quiesce();
            compare(tally, witness);
        }
    }

    /** Everybody once in a random order, then again. */
    private Victim nextVictim() {
        if (waiting.isEmpty()) {
            waiting.addAll(world.victims());
            Collections.shuffle(waiting, random);
        }
        return waiting.remove(waiting.size() - 1);
    }

    private void kill(Victim victim) throws IOException, InterruptedException {
        long moment = System.nanoTime();
        victim.kill();
        if (victim == world.broker()) {
            brokerKills.add(moment);
        }
        world.onKilled(victim);
        victim.start();
    }

    private void awaitAnswers(Tally tally, int more) {
        int target = tally.deliveries() + more;
        Awaitility.await("answers")
                .atMost(LONGEST_OUTAGE)
                .pollInterval(Duration.ofMillis(1 + random.nextInt(15)))
                .untilAsserted(() ->
                        assertThat(tally.deliveries()).as(world.messages()).isGreaterThanOrEqualTo(target));
    }

    private void compare(Tally tally, Witness witness) throws IOException {
        Witness.Shown before = witness.highest();
        Witness.Shown now = Awaitility.await("account")
                .atMost(LONGEST_OUTAGE)
                .until(witness::look, shown -> shown != null && shown.stored() >= before.stored());
        String books =
                brokerKills.size() + " kills of the broker, " + tally.deliveries() + " answers delivered; tokens: "
                        + tally.answeredTokens() + " answered, " + tally.deliveredTokens() + " delivered; shown " + now
                        + " after "
                        + witness.looks() + " looks; seed " + seed;
        LOG.warn("{}", books);
        assertThat(witness.looks()).as("the witness saw the account").isPositive();
        assertThat(witness.broken()).as("numbers that were shown and fell").isEmpty();
        assertThat(now.stored())
                .as("charged tokens, at most those of answers that the model gave; %s", books)
                .isLessThanOrEqualTo(tally.answeredTokens());
        long lost = tally.deliveredTokens() - now.stored();
        long excusable = tally.deliveredTokensShortlyBefore(brokerKills, GROUP_COMMIT.toNanos());
        assertThat(lost)
                .as(
                        "delivered tokens that nobody was charged for, at most those of a group commit before each kill; %s",
                        books)
                .isLessThanOrEqualTo(excusable);
        world.compare(tally, now);
    }
}
