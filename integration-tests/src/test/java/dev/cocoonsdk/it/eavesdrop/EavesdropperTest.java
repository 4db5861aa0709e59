package dev.cocoonsdk.it.eavesdrop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.client.SealedTransport;
import dev.cocoonsdk.it.eavesdrop.Classifier.Labelled;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.testkit.Answers;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Somebody on the broker trains a classifier to tell ten topics apart by sizes and times of records and by the token counts of the final
 * info. Chance is 0.1. The figures go to {@code target/eavesdropper.txt}.
 */
class EavesdropperTest {

    private static final int TRAINING = 40;
    private static final int TESTS = 40;
    private static final Pattern WORD_START = Pattern.compile("(?<= )");

    @Test
    void withoutPaddingSizesTellTheTopic() throws IOException {
        assertThat(accuracy("none", Padding.none(), Padding.none())).isGreaterThan(0.5);
    }

    @Test
    void padmeTellsLess() throws IOException {
        assertThat(accuracy("padme", Padding.padme(), Padding.padme())).isLessThan(0.5);
    }

    @Test
    void fixedBucketsTellNothing() throws IOException {
        assertThat(accuracy("buckets of 4096 and 512", Padding.buckets(4096), Padding.buckets(512)))
                .isLessThanOrEqualTo(0.2);
    }

    private static double accuracy(String mode, Padding ofRequests, Padding ofAnswers) throws IOException {
        List<Labelled> training = new ArrayList<>();
        List<Labelled> tests = new ArrayList<>();
        RandomGenerator random = new SplittableRandom(4);
        try (LocalMarketplace marketplace =
                LocalMarketplace.builder().padding(ofAnswers).start()) {
            marketplace.script().play(EavesdropperTest::repeatedInAnotherOrder);
            Spy spy = new Spy(HttpTransport.builder()
                    .baseUrl(marketplace.apiUri())
                    .bearerToken(marketplace.token())
                    .build());
            try (CocoonClient client = CocoonClient.builder()
                    .transport(SealedTransport.builder(marketplace.policy())
                            .padding(ofRequests)
                            .over(spy))
                    .defaultModel(ModelId.of("scripted"))
                    .build()) {
                for (int i = 0; i < TRAINING + TESTS; i++) {
                    for (Topic topic : Topic.values()) {
                        Labelled seen = new Labelled(topic, trace(client, spy, topic.text(random)));
                        (i < TRAINING ? training : tests).add(seen);
                    }
                }
            }
        }
        double accuracy = Classifier.accuracy(training, tests);
        Files.writeString(
                Path.of("target", "eavesdropper-" + mode.split(" ", -1)[0] + ".txt"),
                String.format(Locale.ROOT, "%s: %.3f of %d calls%n", mode, accuracy, tests.size()));
        return accuracy;
    }

    private static Trace trace(CocoonClient client, Spy spy, String text) {
        try (var stream = client.chat().stream(ChatRequest.builder().user(text).build())) {
            ChatResult result = stream.result();
            return spy.trace(result.usage().promptTokens(), result.usage().completionTokens());
        }
    }

    /** As a translation or a rewriting would: about the same words, one event each. */
    private static Script repeatedInAnotherOrder(EngineRequest request) {
        JsonObject message = (JsonObject)
                Objects.requireNonNull(request.json()).array("messages").get(0);
        List<String> words =
                new ArrayList<>(List.of(WORD_START.split(Objects.requireNonNull(message.string("content")))));
        java.util.Collections.reverse(words);
        return Script.streamedChat(Answers.MODEL, words, words.size(), words.size());
    }
}
