package dev.cocoonsdk.it.eavesdrop;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes sizes and times of what passes, and changes nothing. For one call at a time. */
final class Spy implements Transport {

    private static final int ANSWER_HEADER = 102;

    private final Transport transport;
    private int requestBytes;
    private long startedAt;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final List<long[]> arrivals = new ArrayList<>();

    Spy(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        if (!request.path().equals("/v1/sealed")) {
            return transport.start(request, listener);
        }
        synchronized (this) {
            requestBytes = request.body().length();
            startedAt = System.nanoTime();
            answer.reset();
            arrivals.clear();
        }
        return transport.start(request, new Noting(listener));
    }

    private synchronized void note(ByteBuffer bytes) {
        ByteBuffer copy = bytes.duplicate();
        byte[] piece = new byte[copy.remaining()];
        copy.get(piece);
        answer.writeBytes(piece);
        arrivals.add(new long[] {answer.size(), (System.nanoTime() - startedAt) / 1000});
    }

    /** What was seen of the last call. */
    synchronized Trace trace(long promptTokens, long completionTokens) {
        byte[] all = answer.toByteArray();
        List<Integer> sizes = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        int at = ANSWER_HEADER;
        int arrival = 0;
        while (at < all.length) {
            int size = 4 + ByteBuffer.wrap(all).getInt(at);
            at += size;
            while (arrivals.get(arrival)[0] < at) {
                arrival++;
            }
            sizes.add(size);
            times.add(arrivals.get(arrival)[1]);
        }
        return new Trace(requestBytes, sizes, times, promptTokens, completionTokens);
    }

    @Override
    public Confidentiality confidentiality() {
        return transport.confidentiality();
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class Noting implements TransportListener {
        private final TransportListener listener;

        Noting(TransportListener listener) {
            this.listener = listener;
        }

        @Override
        public void onConnected() {
            listener.onConnected();
        }

        @Override
        public void onHead(ResponseHead head) {
            listener.onHead(head);
        }

        @Override
        public void onBody(ByteBuffer bytes) {
            note(bytes);
            listener.onBody(bytes);
        }

        @Override
        public void onEnd(@Nullable FinalInfo info) {
            listener.onEnd(info);
        }

        @Override
        public void onFailure(CocoonException error) {
            listener.onFailure(error);
        }
    }
}
