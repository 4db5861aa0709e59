package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers the answer to one request. */
final class RecordingAnswer implements AnswerListener {

    final List<String> events = new ArrayList<>();

    @Nullable
    HttpResponse head;

    @Nullable
    AnswerInfo info;

    @Nullable
    AnswerFailure failure;

    @Override
    public void onHead(HttpResponse response) {
        head = response;
        events.add("head " + response.statusCode());
    }

    @Override
    public void onPart(TlBytes bytes) {
        events.add("part " + bytes.toUtf8());
    }

    @Override
    public void onComplete(AnswerInfo end) {
        info = end;
        events.add("complete " + end.tokens().totalTokensUsed());
    }

    @Override
    public void onFailure(AnswerFailure end) {
        failure = end;
        events.add("failure " + end.code());
    }

    /** How often the answer ended. */
    long ends() {
        return events.stream()
                .filter(event -> event.startsWith("complete") || event.startsWith("failure"))
                .count();
    }
}
