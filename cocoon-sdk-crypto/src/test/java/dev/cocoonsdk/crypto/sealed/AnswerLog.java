package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what an opener tells. */
final class AnswerLog implements AnswerSink {

    final List<String> events = new ArrayList<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();

    static AnswerLog of(AnswerOpener opener, byte[] answer) {
        AnswerLog log = new AnswerLog();
        opener.feed(ByteBuffer.wrap(answer), log);
        opener.finish();
        return log;
    }

    @Override
    public void onHead(ResponseHead head) {
        events.add("head " + head.status());
    }

    @Override
    public void onBody(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    public void onFinal(Bytes receipt) {
        events.add("final " + text(receipt));
    }

    @Override
    public void onError(int status, Bytes json) {
        events.add("error " + status + " " + text(json));
    }

    @Override
    public void onEvidence(Bytes json) {
        events.add("evidence " + text(json));
    }

    @Override
    public void onKeyMismatch(Bytes json) {
        events.add("mismatch " + text(json));
    }

    @Override
    public void onRefused(Refusal refusal) {
        events.add("refused " + refusal);
    }

    String bodyText() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String text(Bytes bytes) {
        return StandardCharsets.UTF_8.decode(bytes.asByteBuffer()).toString();
    }
}
