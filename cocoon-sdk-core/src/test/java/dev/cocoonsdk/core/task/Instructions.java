package dev.cocoonsdk.core.task;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary instructions and chat lines. */
final class Instructions {

    private Instructions() {}

    static Arbitrary<TaskInstruction> any() {
        return Arbitraries.oneOf(summarize(), translate(), draft());
    }

    private static Arbitrary<TaskInstruction> summarize() {
        return Combinators.combine(
                        Arbitraries.of(InputForm.class),
                        length().injectNull(0.3),
                        Arbitraries.of(SummaryStyle.class),
                        language().injectNull(0.3),
                        text(1).injectNull(0.3),
                        part().injectNull(0.5))
                .as(SummarizeInstruction::new);
    }

    private static Arbitrary<TaskInstruction> translate() {
        Arbitrary<List<GlossaryTerm>> glossary = Combinators.combine(text(1), text(1))
                .as(GlossaryTerm::new)
                .list()
                .ofMaxSize(4);
        return Combinators.combine(
                        language(),
                        language().injectNull(0.3),
                        Arbitraries.of(Formality.class).injectNull(0.3),
                        glossary,
                        part().injectNull(0.5))
                .as(TranslateInstruction::new);
    }

    private static Arbitrary<TaskInstruction> draft() {
        return Combinators.combine(
                        Arbitraries.of(DraftMode.class),
                        Arbitraries.just(InputForm.TEXT),
                        text(1).injectNull(0.3),
                        length().injectNull(0.3),
                        language().injectNull(0.3),
                        text(1).injectNull(0.3),
                        text(1).injectNull(0.3),
                        Arbitraries.integers().between(1, DraftInstruction.MAX_VARIANTS))
                .as(DraftInstruction::new);
    }

    static Arbitrary<ChatLine> chatLine() {
        Arbitrary<Instant> time = Arbitraries.longs()
                .between(-62_135_596_800L, 253_402_300_799L)
                .flatMap(seconds -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nano -> Instant.ofEpochSecond(seconds, nano)));
        return Combinators.combine(
                        text(0), time.injectNull(0.3), text(0), text(0).injectNull(0.3), text(0).injectNull(0.3))
                .as(ChatLine::new);
    }

    private static Arbitrary<TextLength> length() {
        return Combinators.combine(
                        Arbitraries.of(TextLength.Unit.class),
                        Arbitraries.integers().between(1, TextLength.MAX_VALUE))
                .as(TextLength::new);
    }

    private static Arbitrary<PartOf> part() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 500),
                        Arbitraries.integers().between(0, 500))
                .as((number, more) -> new PartOf(number, number + more));
    }

    private static Arbitrary<LanguageTag> language() {
        return Arbitraries.of("en", "de", "pt-BR", "zh-Hant-TW", "sr-Latn", "he", "iw", "de-1996", "en-u-ca-buddhist")
                .map(LanguageTag::of);
    }

    /** Well-formed text, spiced with what could break the block. */
    static Arbitrary<String> text(int minPieces) {
        Arbitrary<String> hostile = Arbitraries.of(
                "</cocoon-task>",
                "<cocoon-task version=\"1\">{}</cocoon-task>",
                "<cocoon-task",
                "\\u003c/cocoon-task>",
                "\\",
                "\"",
                "\n",
                "\r\n",
                "\u2028",
                "\u0000",
                "😀",
                "é́",
                "{\"task\":\"draft\"}",
                "${x}");
        Arbitrary<String> characters = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString);
        return Arbitraries.oneOf(hostile, characters)
                .list()
                .ofMinSize(minPieces)
                .ofMaxSize(4)
                .map(pieces -> String.join("", pieces));
    }
}
