package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a request's listener is told. */
class RecordingAnswer implements NetworkListener {

    final List<String> events = new ArrayList<>();

    @Nullable
    NetworkFailure failure;

    @Override
    public void onSending() {
        events.add("sending");
    }

    @Override
    public void onHead(HttpResponse head) {
        events.add("head " + head.statusCode());
    }

    @Override
    public void onPart(TlBytes bytes) {
        events.add("part " + bytes.toUtf8());
    }

    @Override
    public void onCompleted(NetworkAnswerInfo info) {
        events.add("completed");
    }

    @Override
    public void onFailed(NetworkFailure value) {
        events.add("failed " + value.kind() + " " + value.acceptance());
        failure = value;
    }
}
