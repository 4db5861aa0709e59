package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatMessage;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a model, once or in a conversation. */
@Command(
        name = "chat",
        description = {
            "Ask a model. Without TEXT a conversation: one question per line until the end of input.",
            "Needs a server with a chat model: the embedded model only chooses sentences and writes none."
        },
        footer = {
            "  ./cocoon chat --url http://127.0.0.1:10000 \"What is a coefficient?\"",
            "  git diff | ./cocoon chat --url http://127.0.0.1:11434 --system \"Write a commit message\" -",
            "  ./cocoon chat --url http://127.0.0.1:10000"
        })
final class ChatCommand extends CliCommand {

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "The question, or - to read all of standard input.")
    private @Nullable String text;

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions that come before the conversation.")
    private @Nullable String system;

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most tokens of an answer.")
    private @Nullable Integer maxTokens;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final CallSettings settings = new CallSettings();

    ChatCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Endpoint endpoint = connection.endpoint(context().environment());
        if (endpoint == null) {
            throw CliException.usage("the embedded model cannot chat; name a server with --url, for example a broker"
                    + " (http://127.0.0.1:11080) or Ollama (http://127.0.0.1:11434)");
        }
        Marketplace marketplace = Marketplace.openForPrompts(context(), endpoint);
        ModelId model = marketplace.model(settings.model(), "chat");
        List<ChatMessage> conversation = new ArrayList<>();
        if (system != null) {
            conversation.add(ChatMessage.system(system));
        }
        if (text == null) {
            converse(marketplace, model, conversation);
        } else {
            conversation.add(ChatMessage.user(text.equals("-") ? allInput() : text));
            answer(marketplace, model, conversation);
        }
        return ExitCode.OK;
    }

    private String allInput() throws IOException {
        return new String(context().in().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void converse(Marketplace marketplace, ModelId model, List<ChatMessage> conversation) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(context().in(), StandardCharsets.UTF_8));
        for (String line = ask(lines); line != null; line = ask(lines)) {
            if (!line.isBlank()) {
                conversation.add(ChatMessage.user(line));
                conversation.add(answer(marketplace, model, conversation).message());
            }
        }
    }

    private @Nullable String ask(BufferedReader lines) throws IOException {
        if (terminal().errIsTerminal()) {
            terminal().err().print("> ");
            terminal().err().flush();
        }
        return lines.readLine();
    }

    private ChatResult answer(Marketplace marketplace, ModelId model, List<ChatMessage> conversation) {
        ChatRequest request = ChatRequest.builder()
                .model(model)
                .messages(conversation)
                .maxTokens(maxTokens)
                .build();
        try (EventStream<ChatEvent, ChatResult> stream =
                marketplace.client().chat().stream(request, settings.options())) {
            while (stream.hasNext()) {
                terminal().out().print(stream.next().text());
                terminal().out().flush();
            }
            terminal().out().println();
            return stream.result();
        }
    }
}
