package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TextLength;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Summarises a file. */
@Command(
        name = "summarize",
        description = {
            "Summarise a text or a conversation and print the summary only.",
            "Without a server (--url, -c), a broker and a provider run in this process; their embedded model is English and"
                    + " chooses sentences of the text itself."
        },
        footer = {
            "  ./cocoon summarize README.md --sentences 3",
            "  git log -20 | ./cocoon summarize - --style bullets",
            "  ./cocoon summarize chat.jsonl --focus \"When do we meet?\"",
            "  ./cocoon summarize report.txt --words 80 --language de --url http://127.0.0.1:10000 --model Qwen/Qwen3-8B",
            "",
            "A conversation is a .jsonl file, one message per line: {\"author\":\"Ada\",\"text\":\"Ten?\"}, also with",
            "\"time\" (such as \"2026-11-20T09:15:00Z\"), \"id\" and \"reply_to\"."
        })
final class SummarizeCommand extends CliCommand {

    @Parameters(arity = "1", paramLabel = "FILE", description = "Text, or .jsonl conversation; - reads standard input.")
    private String file = "-";

    @ArgGroup
    private @Nullable Length length;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "Shape of the summary: paragraph (default), bullets or headline.")
    private SummaryStyle style = SummaryStyle.PARAGRAPH;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Language to write in, such as de; needs a model that writes.")
    private @Nullable String language;

    @Option(names = "--focus", paramLabel = "QUESTION", description = "What the summary should answer above all.")
    private @Nullable String focus;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final CallSettings settings = new CallSettings();

    /** One of two ways to say how long. */
    static final class Length {
        @Option(names = "--sentences", paramLabel = "N", description = "At most N sentences.")
        private @Nullable Integer sentences;

        @Option(names = "--words", paramLabel = "N", description = "About N words.")
        private @Nullable Integer words;

        private @Nullable TextLength toTextLength() {
            if (sentences != null) {
                return TextLength.sentences(sentences);
            }
            return words == null ? null : TextLength.words(words);
        }
    }

    SummarizeCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Endpoint endpoint = connection.endpoint(context().environment());
        SummarizeRequest.Builder request = InputFile.read(file, context().in())
                .length(length == null ? null : length.toTextLength())
                .style(style)
                .language(language == null ? null : new LanguageTag(language))
                .focus(focus);
        request.build();
        Marketplace marketplace = Marketplace.openForPrompts(context(), endpoint);
        request.model(marketplace.model(settings.model(), "summarize"));
        try {
            summarize(marketplace.client(), request.build());
        } catch (UnsupportedByModelException e) {
            throw language == null ? e : CliException.usage(cannotWrite(language, e.model()), e);
        }
        return ExitCode.OK;
    }

    private static String cannotWrite(String language, @Nullable ModelId model) {
        return "--language " + language + ": " + (model == null ? "the model" : model)
                + " does not write in another language than the text's; leave the option out or choose a model that writes";
    }

    private void summarize(CocoonClient client, SummarizeRequest request) {
        if (terminal().outIsTerminal()) {
            stream(client, request);
        } else {
            terminal()
                    .out()
                    .println(
                            client.summarize().call(request, settings.options()).text());
        }
    }

    private void stream(CocoonClient client, SummarizeRequest request) {
        try (EventStream<SummarizeEvent, SummarizeResult> events =
                client.summarize().stream(request, settings.options())) {
            new SummaryPrinter(terminal()).print(events);
        }
    }
}
