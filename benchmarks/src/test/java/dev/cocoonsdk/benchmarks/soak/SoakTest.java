package dev.cocoonsdk.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The smallest soak; {@code -Pload} runs the large one: 10,000 idle providers, 2,000 streams. */
class SoakTest {

    private static final List<String> SMALL = List.of(
            "--workers",
            "12",
            "--streamers",
            "2",
            "--clients",
            "3",
            "--streams",
            "9",
            "--parts",
            "4",
            "--interval-millis",
            "5",
            "--rounds",
            "2",
            "--idle-seconds",
            "0",
            "--heap-mib",
            "256");

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void noConnectionAndNoByteIsLost() throws Exception {
        boolean full = Boolean.getBoolean("soak.full");
        SoakPlan plan = SoakPlan.parse(full ? List.of() : SMALL);
        ByteArrayOutputStream table = new ByteArrayOutputStream();

        Soak.run(plan, false, new PrintStream(table, true, StandardCharsets.UTF_8));

        String report = table.toString(StandardCharsets.UTF_8);
        if (full) {
            System.out.println(report);
        }
        assertThat(report)
                .contains("complete and right: " + plan.streams() * plan.rounds())
                .contains("bytes: " + plan.rounds() * plan.streams() * plan.answerBytes())
                .contains("lost: nothing");
    }
}
