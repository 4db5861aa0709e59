package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Vectors.list;
import static dev.cocoonsdk.devnet.contract.Vectors.number;
import static dev.cocoonsdk.devnet.contract.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code lifecycle.json}: what deployed contracts did, done again by ours on the devnet. */
class LifecycleTest {

    private static final List<JsonObject> SCENARIOS = list(Vectors.load("lifecycle.json"), "scenarios");

    @TestFactory
    Stream<DynamicNode> ourContractsDoWhatGenerationBDid() {
        return SCENARIOS.stream()
                .filter(scenario -> text(scenario, "generation").contains("B"))
                .map(scenario -> dynamicContainer(text(scenario, "name"), steps(scenario)));
    }

    private static Stream<DynamicTest> steps(JsonObject vector) {
        LifecycleScenario scenario = new LifecycleScenario();
        return list(vector, "steps").stream()
                .map(step -> dynamicTest(
                        number(step, "step") + " " + text(step, "title"),
                        () -> assertThat(scenario.play(step)).isEmpty()))
                .onClose(scenario::close);
    }

    @Test
    void ourContractsDifferFromGenerationAWhereItIsWrittenDown() {
        List<String> differences = new ArrayList<>();
        for (JsonObject vector : SCENARIOS) {
            if (text(vector, "generation").equals("A")) {
                play(vector, differences);
            }
        }
        assertThat(differences)
                .containsExactlyElementsOf(Vectors.read("/dev/cocoonsdk/devnet/contract/lifecycle-a-differences.txt")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList());
    }

    private static void play(JsonObject vector, List<String> differences) {
        try (LifecycleScenario scenario = new LifecycleScenario()) {
            for (JsonObject step : list(vector, "steps")) {
                String name = text(vector, "name") + " " + number(step, "step") + ", ";
                scenario.play(step).forEach(difference -> differences.add(name + difference));
            }
        }
    }
}
