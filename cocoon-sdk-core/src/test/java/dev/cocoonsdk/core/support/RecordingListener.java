package dev.cocoonsdk.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes down what a transport reports; adjacent pieces of the body are one entry. */
public final class RecordingListener implements TransportListener {

    private final List<String> entries = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean refusing;
    private @Nullable ResponseHead head;
    private @Nullable CocoonException failure;

    /** Says at the connection that the exchange is not wanted any more. */
    public synchronized void refuseConnection() {
        refusing = true;
    }

    @Override
    public synchronized void onConnected() {
        entries.add("connected");
        if (refusing) {
            throw new CallCancelledException("unwanted", null, Acceptance.NOT_ACCEPTED);
        }
    }

    @Override
    public synchronized void onHead(ResponseHead value) {
        head = value;
        entries.add("head " + value.status());
    }

    @Override
    public synchronized void onBody(ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes).toString();
        int last = entries.size() - 1;
        if (entries.get(last).startsWith("body ")) {
            entries.set(last, entries.get(last) + text);
        } else {
            entries.add("body " + text);
        }
    }

    @Override
    public synchronized void onEnd(@Nullable FinalInfo info) {
        entries.add("end");
        ended.countDown();
    }

    @Override
    public synchronized void onFailure(CocoonException error) {
        failure = error;
        entries.add("failure " + error.acceptance());
        ended.countDown();
    }

    /** Waits for the end and gives everything that was reported. */
    public List<String> awaitEnd() {
        try {
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        synchronized (this) {
            return List.copyOf(entries);
        }
    }

    public synchronized ResponseHead head() {
        return Objects.requireNonNull(head);
    }

    public synchronized CocoonException failure() {
        return Objects.requireNonNull(failure);
    }
}
