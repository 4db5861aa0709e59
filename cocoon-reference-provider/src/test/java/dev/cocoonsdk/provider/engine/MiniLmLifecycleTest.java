package dev.cocoonsdk.provider.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MiniLmLifecycleTest {

    private static final JsonObject BODY = JsonValue.object("model", "m", "input", "hello");

    @Test
    void shares_one_model_and_leaves_neither_threads_nor_files_behind() throws IOException {
        Path probe = Files.createTempDirectory("probe");
        Path temporary = probe.getParent();
        Files.delete(probe);
        MiniLmEngine first = MiniLmEngine.create();
        MiniLmEngine second = MiniLmEngine.create();
        first.prepare();

        assertThat(embed(first).text()).isEqualTo(embed(second).text());
        first.close();
        assertThat(embed(second).status()).isEqualTo(200);
        second.close();
        second.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("cocoon-minilm")));
        assertThat(unpacked(temporary)).isEmpty();
    }

    @Test
    void serves_many_requests_at_once_with_the_same_result() {
        try (MiniLmEngine engine = MiniLmEngine.create()) {
            List<CollectingSink> sinks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                CollectingSink sink = new CollectingSink();
                engine.start(EngineRequest.post("/v1/embeddings", BODY, Duration.ofMinutes(1)), sink);
                sinks.add(sink);
            }

            String expected = sinks.get(0).await().text();
            assertThat(sinks).allMatch(sink -> sink.await().text().equals(expected));
        }
    }

    private static CollectingSink embed(MiniLmEngine engine) {
        CollectingSink sink = new CollectingSink();
        engine.start(EngineRequest.post("/v1/embeddings", BODY, Duration.ofMinutes(1)), sink);
        return sink.await();
    }

    private static List<Path> unpacked(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .startsWith(
                                    "cocoon-native-" + ProcessHandle.current().pid() + "-"))
                    .toList();
        }
    }
}
