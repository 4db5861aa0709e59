package dev.cocoonsdk.core.support;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server within the test: remembers what comes and answers as the test says, chat answers as event streams word by word. */
public final class ScriptedTransport implements Transport {

    /** One chat request with its two messages, and the way to answer it. */
    public static final class Call {
        private final TransportRequest request;
        private final TransportListener listener;
        private boolean answered;

        private Call(TransportRequest request, TransportListener listener) {
            this.request = request;
            this.listener = listener;
        }

        public TransportRequest request() {
            return request;
        }

        public JsonObject json() {
            return (JsonObject) JsonValue.parse(request.body().toByteArray());
        }

        public String system() {
            return content(0);
        }

        public String user() {
            return content(1);
        }

        private String content(int index) {
            return ((JsonObject) json().array("messages").get(index)).string("content");
        }

        public synchronized void answer(String text) {
            if (answered) {
                return;
            }
            answered = true;
            listener.onHead(head(200, "text/event-stream"));
            for (String piece : text.split("(?<= )")) {
                body("data: " + chunk(JsonValue.object("content", piece), null) + "\n\n");
            }
            body("data: " + chunk(JsonValue.object(), "stop") + "\n\n");
            body("data: "
                    + JsonValue.object("choices", JsonValue.array(List.of()), "usage", usage())
                            .toJson() + "\n\n");
            body("data: [DONE]\n\n");
            listener.onEnd(null);
        }

        public synchronized void answerJson(int status, JsonValue json) {
            if (!answered) {
                answered = true;
                listener.onHead(head(status, "application/json"));
                body(json.toJson());
                listener.onEnd(null);
            }
        }

        public synchronized void fail(CocoonException failure) {
            if (!answered) {
                answered = true;
                listener.onFailure(failure);
            }
        }

        private synchronized boolean giveUp() {
            boolean open = !answered;
            answered = true;
            return open;
        }

        private static ResponseHead head(int status, String type) {
            return new ResponseHead(status, List.of(new Header("Content-Type", type)));
        }

        private void body(String text) {
            listener.onBody(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        private String chunk(JsonObject delta, @Nullable String finish) {
            JsonObject choice = JsonValue.object("index", 0, "delta", delta);
            choice = finish == null ? choice : choice.with("finish_reason", JsonValue.of(finish));
            return JsonValue.object("id", "chat-1", "model", model(), "choices", JsonValue.array(List.of(choice)))
                    .toJson();
        }

        private String model() {
            String model = json().string("model");
            return model == null ? "none" : model;
        }
    }

    /** What each chat answer costs, in nanoton. */
    public static final long COST = 15;

    /** The chat requests in the order they came. */
    public final List<Call> calls = new CopyOnWriteArrayList<>();

    /** How many model lists were asked for. */
    public final AtomicInteger lists = new AtomicInteger();

    /** How many requests were cancelled before their answer. */
    public final AtomicInteger cancelled = new AtomicInteger();

    /** Answers the requests for the model list, instead of the list that this server has. */
    public volatile @Nullable Consumer<Call> listScript;

    private final @Nullable JsonValue models;
    private final Consumer<Call> script;

    private ScriptedTransport(@Nullable JsonValue models, Consumer<Call> script) {
        this.models = models;
        this.script = script;
    }

    private static JsonObject usage() {
        return JsonValue.object("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15, "total_cost", COST);
    }

    /** Answers each chat request at once; has no model list. */
    public static ScriptedTransport answering(Function<Call, String> text) {
        return new ScriptedTransport(null, call -> call.answer(text.apply(call)));
    }

    /** Leaves the answers to the test; has no model list. */
    public static ScriptedTransport serving(Consumer<Call> script) {
        return new ScriptedTransport(null, script);
    }

    /** The same with a model list. */
    public ScriptedTransport with(JsonObject... entries) {
        JsonObject list = JsonValue.object("object", "list", "data", JsonValue.array(List.of(entries)));
        return new ScriptedTransport(list, script);
    }

    /** An entry of a model list. */
    public static JsonObject model(String id, @Nullable Integer context, String... tasks) {
        JsonObject capabilities = JsonValue.object(
                "endpoints",
                JsonValue.array(List.of(JsonValue.of("/v1/chat/completions"))),
                "tasks",
                JsonValue.array(List.of(tasks).stream().map(JsonValue::of).toList()));
        if (context != null) {
            capabilities = capabilities.with("context_tokens", JsonValue.of(context.longValue()));
        }
        return JsonValue.object("id", id, "object", "model", "owned_by", "cocoon", "capabilities", capabilities);
    }

    /** A client over this server, without repeats, whose default model is "model". */
    public CocoonClient client() {
        return builder().build();
    }

    /** The beginning of {@link #client()}. */
    public CocoonClient.Builder builder() {
        return CocoonClient.builder()
                .transport(this)
                .defaultModel(ModelId.of("model"))
                .retries(RetryPolicy.none());
    }

    public Call last() {
        return calls.get(calls.size() - 1);
    }

    public List<Call> calls(Predicate<Call> which) {
        return calls.stream().filter(which).toList();
    }

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        Call call = new Call(request, listener);
        listener.onConnected();
        if (request.path().equals("/v1/models")) {
            lists.incrementAndGet();
            JsonValue list = models;
            Consumer<Call> own = listScript;
            if (own != null) {
                own.accept(call);
            } else if (list == null) {
                call.answerJson(404, JsonValue.object("error", JsonValue.object("message", "no such page")));
            } else {
                call.answerJson(200, list);
            }
        } else {
            calls.add(call);
            script.accept(call);
        }
        return () -> {
            if (call.giveUp()) {
                cancelled.incrementAndGet();
            }
        };
    }

    @Override
    public Confidentiality confidentiality() {
        return Confidentiality.NONE;
    }

    @Override
    public void close() {}
}
