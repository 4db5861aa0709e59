package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers the answer to one request of a client. */
final class RecordingClientAnswer implements ClientAnswerListener {

    final List<String> events = new ArrayList<>();

    @Nullable
    HttpResponse head;

    @Nullable
    ClientAnswerInfo info;

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
    public void onCompleted(ClientAnswerInfo end) {
        info = end;
        events.add("complete " + end.tokens().totalTokensUsed());
    }

    @Override
    public void onFailed(AnswerFailure end) {
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
