package dev.cocoonsdk.provider.internal.minilm;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TaskFormatException;
import dev.cocoonsdk.core.task.TaskInstruction;
import dev.cocoonsdk.core.task.UnsupportedTaskException;
import dev.cocoonsdk.provider.internal.openai.ApiError;
import dev.cocoonsdk.provider.internal.openai.ChatAnswer;
import dev.cocoonsdk.provider.internal.openai.ChatRequest;
import dev.cocoonsdk.provider.internal.openai.ChatRequest.Message;
import dev.cocoonsdk.provider.internal.openai.Usage;
import dev.cocoonsdk.provider.internal.summary.Summarizer;
import dev.cocoonsdk.provider.internal.summary.SummaryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers chat requests with extractive summaries of the last user message. */
public final class ChatHandler {

    /** The most tokens that one request may hold. */
    public static final int CONTEXT_TOKENS = 32_768;

    private static final int MOST_CHARACTERS = 2_000_000;
    private static final String CAN = "it can summarize (by choosing sentences) and embed";

    private final SharedModel.Lease lease;
    private final String model;

    /** Answers as {@code model}. */
    public ChatHandler(SharedModel.Lease lease, String model) {
        this.lease = lease;
        this.model = model;
    }

    /** How an answer is named and dated. */
    public interface Writer {
        /** Opens the answer. */
        ChatAnswer open(boolean stream, boolean includeUsage);
    }

    /**
     * Answers one request.
     *
     * @throws ApiError if it cannot be served; nothing has been written then
     * @throws CancellationException if {@code cancelled} says yes
     */
    public void answer(JsonObject body, Writer writer, BooleanSupplier cancelled) {
        ChatRequest request = ChatRequest.read(body);
        requirePlain(body);
        String input = input(request.messages());
        SummarizeInstruction task = task(request.messages());
        long promptTokens = countPrompt(request.messages());
        Lazy answer = new Lazy(writer, request, promptTokens);
        List<String> pieces = summarize(task, input, cancelled, answer);
        long written = 0;
        String reason = "stop";
        for (String piece : pieces) {
            long tokens = lease.model().countTokens(piece);
            if (written + tokens > request.maxTokens()) {
                reason = "length";
                break;
            }
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            answer.get().piece(piece);
            written += tokens;
        }
        answer.get().end(reason, new Usage(promptTokens, written));
    }

    /** Opens the answer as soon as it is certain that there will be one. */
    private static final class Lazy {
        private final Writer writer;
        private final ChatRequest request;
        private final long promptTokens;
        private @Nullable ChatAnswer opened;

        Lazy(Writer writer, ChatRequest request, long promptTokens) {
            this.writer = writer;
            this.request = request;
            this.promptTokens = promptTokens;
        }

        ChatAnswer get() {
            ChatAnswer answer = opened;
            if (answer == null) {
                answer = writer.open(request.stream(), request.includeUsage());
                opened = answer;
                answer.begin(promptTokens);
            }
            return answer;
        }
    }

    private List<String> summarize(SummarizeInstruction task, String input, BooleanSupplier cancelled, Lazy answer) {
        try {
            return new Summarizer(texts -> {
                        answer.get();
                        List<EncodedText> encoded = new ArrayList<>(texts.size());
                        texts.forEach(text -> encoded.add(lease.model().encode(text)));
                        return lease.embed(encoded, cancelled);
                    })
                    .summarize(task, input);
        } catch (SummaryException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            throw e.kind() == SummaryException.Kind.OTHER_LANGUAGE
                    ? ApiError.unsupported(
                            model + " cannot do this: " + message,
                            "leave the language out, or choose a generative model")
                    : ApiError.invalid("messages", message, "a text with at least one sentence");
        } catch (TaskFormatException e) {
            throw ApiError.invalid(
                    "messages", String.valueOf(e.getMessage()), "a conversation as docs/task-format.md 4 says");
        }
    }

    /** Several answers and structured answers are not what an extraction can give. */
    private static void requirePlain(JsonObject body) {
        Long n = body.integer("n");
        if (n != null && n != 1) {
            throw ApiError.invalid("n", "this model gives one answer", "1");
        }
        JsonObject format = body.object("response_format");
        if (format != null && !"text".equals(format.string("type"))) {
            throw ApiError.unsupported("this model writes text only", "leave out response_format");
        }
    }

    private SummarizeInstruction task(List<Message> messages) {
        try {
            for (Message message : messages) {
                boolean system =
                        message.role().equals("system") || message.role().equals("developer");
                TaskInstruction instruction = system ? TaskInstruction.parse(message.text()) : null;
                if (instruction instanceof SummarizeInstruction summarize) {
                    return summarize;
                } else if (instruction != null) {
                    throw ApiError.unsupported(
                            model + " cannot " + instruction.kind().wireName() + ": " + CAN,
                            "choose a model that lists this task in GET /v1/models");
                }
            }
        } catch (UnsupportedTaskException e) {
            throw ApiError.unsupported(model + ": " + e.getMessage(), CAN);
        } catch (TaskFormatException e) {
            throw ApiError.invalid(
                    "messages", String.valueOf(e.getMessage()), "a task block as docs/task-format.md says");
        }
        return new SummarizeInstruction(InputForm.TEXT, null, SummaryStyle.PARAGRAPH, null, null, null);
    }

    private static String input(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("user")) {
                String text = messages.get(i).text();
                requireLength(text.length(), MOST_CHARACTERS, "characters");
                return text;
            }
        }
        throw ApiError.invalid(
                "messages", "there is no message of role user", "the text to summarize as a user message");
    }

    private long countPrompt(List<Message> messages) {
        long tokens = 0;
        for (Message message : messages) {
            tokens += lease.model().countTokens(message.text());
        }
        requireLength(tokens, CONTEXT_TOKENS, "tokens");
        return tokens;
    }

    private static void requireLength(long found, long most, String unit) {
        if (found > most) {
            throw ApiError.invalid(
                    "messages", "the request has " + found + " " + unit, "at most " + most + "; split longer input");
        }
    }
}
