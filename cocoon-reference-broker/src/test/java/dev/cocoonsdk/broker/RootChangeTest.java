package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootChangeTest {

    @TempDir
    private Path folder;

    private Path write(JsonObject root) throws IOException {
        Path next = folder.resolve("next.json");
        Files.writeString(next, new String(root.toJsonBytes(), StandardCharsets.UTF_8));
        return Files.move(next, folder.resolve("root.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static long version(TestBroker broker) {
        return TestBroker.json(broker.admin("/jsonstats"))
                .object("root_contract_config")
                .integer("version");
    }

    @Test
    void a_newer_root_takes_effect_unless_its_parameters_have_changed() throws Exception {
        JsonObject root = TestBroker.fakeTon();
        BrokerConfig config = TestBroker.config(JsonValue.object()).withFakeTon(write(root));
        try (TestBroker broker = TestBroker.refreshing(config, Duration.ofMillis(5));
                FakeClient client = FakeClient.connect(broker)) {
            write(root.with("version", JsonValue.of(9)));
            await().atMost(FakeClient.SOON).until(() -> version(broker) == 9);
            try (FakeClient newer =
                    FakeClient.connect(broker, FakeClient.settings(broker).withConfigVersion(9))) {
                newer.ready();
            }

            write(JsonValue.object("not", "a root"));
            write(root.with("version", JsonValue.of(10)).with("params_version", JsonValue.of(2)));
            write(root.with("version", JsonValue.of(11)));
            await().atMost(FakeClient.SOON).until(() -> version(broker) == 11);
            assertThat(client.closed).hasValue(null);
        }
    }
}
