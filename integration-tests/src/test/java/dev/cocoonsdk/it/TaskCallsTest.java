package dev.cocoonsdk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.draft.DraftRequest;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.summarize.SourceRange.OfText;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.summarize.SummaryPart;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.testkit.LocalMarketplace;
import dev.cocoonsdk.testkit.injection.InjectionOutcome.Verdict;
import dev.cocoonsdk.testkit.injection.InjectionReport;
import dev.cocoonsdk.testkit.injection.InjectionSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The task calls against a whole marketplace with the embedded extractive model. */
class TaskCallsTest {

    private static LocalMarketplace marketplace;
    private static CocoonClient client;
    private static String longText;

    @BeforeAll
    static void start() throws IOException {
        marketplace = LocalMarketplace.builder().minilm().start();
        client = marketplace.client();
        longText = Files.readString(Path.of("..", "docs", "protocol", "attestation.md"));
    }

    @AfterAll
    static void stop() {
        marketplace.close();
    }

    @Test
    void the_extractive_model_takes_no_text_for_instructions() {
        InjectionReport report = InjectionSuite.standard(new Random(11)).run(client);
        assertThat(report.with(Verdict.FAILED)).as(report.toString()).isEmpty();
        assertThat(report.rate()).as(report.toString()).isZero();
    }

    @Test
    void a_text_beyond_the_context_is_summarized_by_parts_that_cover_it() {
        SummarizeResult result = client.summarize()
                .call(SummarizeRequest.builder(longText)
                        .contextTokens(4096)
                        .sentences(3)
                        .build());
        int next = 0;
        for (SummaryPart part : result.parts()) {
            OfText range = (OfText) part.source();
            assertThat(range.start()).isEqualTo(next);
            assertThat(part.text()).isNotBlank();
            next = range.end();
        }
        assertThat(next).isEqualTo(longText.length());
        assertThat(result.parts()).hasSizeGreaterThan(2);
        assertThat(result.text().length()).isBetween(20, 3_000);
        assertThat(result.usage().promptTokens()).isPositive();
        assertThat(result.usage().cost()).isNotNull().isNotEqualTo(NanoTon.ZERO);
    }

    @Test
    void the_text_of_the_stream_is_the_text_of_the_result() {
        StringBuilder text = new StringBuilder();
        try (EventStream<SummarizeEvent, SummarizeResult> stream =
                client.summarize().stream(SummarizeRequest.builder(longText)
                        .contextTokens(8192)
                        .sentences(2)
                        .build())) {
            stream.forEachRemaining(event -> text.append(event.text()));
            assertThat(text.toString()).isEqualTo(stream.result().text());
        }
    }

    @Test
    void a_chat_is_summarized() {
        List<ChatLine> chat = List.of(
                ChatLine.of("Ada", Instant.parse("2026-11-20T09:15:00Z"), "Shall we move the meeting to ten o'clock?")
                        .withId("1"),
                ChatLine.of("Ben", "Ten is fine for me, but the large room is taken then.")
                        .withReplyTo("1"),
                ChatLine.of("Ada", "Then we take the small room on the second floor at ten."));
        SummarizeResult result = client.summarize()
                .call(SummarizeRequest.builder(chat).sentences(1).build());
        assertThat(result.text()).isNotBlank();
    }

    @Test
    void a_price_cap_that_is_too_low_names_one_that_works() {
        SummarizeRequest request = SummarizeRequest.builder(longText)
                .contextTokens(4096)
                .sentences(3)
                .build();
        assertThatExceptionOfType(PriceTooHighException.class)
                .isThrownBy(() -> client.summarize()
                        .call(
                                request,
                                CallOptions.builder()
                                        .maxPrice(NanoTon.of(1_000))
                                        .build()))
                .satisfies(e -> assertThat(client.summarize()
                                .call(
                                        request,
                                        CallOptions.builder()
                                                .maxPrice(e.workingPrice())
                                                .build())
                                .usage()
                                .cost())
                        .isLessThanOrEqualTo(e.workingPrice()));
    }

    @Test
    void what_the_model_cannot_do_is_refused_by_type() {
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> client.translate().call("Good morning.", LanguageTag.of("de")))
                .satisfies(e -> assertThat(e.feature()).isEqualTo("translate"));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> client.draft().call(DraftRequest.rewrite("hi").build()));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> client.images().generate("a fox"));
    }
}
