package dev.cocoonsdk.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.Script;
import java.util.ArrayList;
import java.util.List;

/** The answer that both sides of the comparison stream: 50 text deltas, a usage event and {@code [DONE]}. */
final class AnswerScript {

    static final int CHUNKS = 50;
    static final String MODEL = "bench";
    static final String DELTA = "lorem ipsum ";

    private AnswerScript() {}

    /** The server-sent events, in order, each ready to be written. */
    static List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            events.add(event("{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                    + "\"model\":\"" + MODEL + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + DELTA
                    + "\"},\"finish_reason\":" + (i == CHUNKS - 1 ? "\"stop\"" : "null") + "}]}"));
        }
        events.add(event("{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                + "\"model\":\"" + MODEL + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":50,"
                + "\"total_tokens\":70}}"));
        events.add(event("[DONE]"));
        return events;
    }

    /** The same for an engine. */
    static Script script() {
        Script script = Script.empty().head(200, new EngineHeader("content-type", "text/event-stream"));
        for (byte[] event : events()) {
            script = script.body(new String(event, UTF_8));
        }
        return script.end();
    }

    private static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(UTF_8);
    }

    /** The request that both sides get. */
    static byte[] request() {
        return ("{\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Say lorem ipsum fifty times, please.\"}],"
                        + "\"model\":\"" + MODEL + "\",\"stream\":true}")
                .getBytes(UTF_8);
    }
}
