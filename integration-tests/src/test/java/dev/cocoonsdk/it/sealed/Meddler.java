package dev.cocoonsdk.it.sealed;

import dev.cocoonsdk.core.Bytes;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A broker that does with requests and answers what it likes. It keeps every byte that it sees. */
final class Meddler implements Transport {

    /** An answer as the broker hands it on. */
    record Reply(ResponseHead head, byte[] body, @Nullable FinalInfo info) {

        Reply withBody(byte[] other) {
            return new Reply(head, other, info);
        }
    }

    private final Transport honest;
    private volatile UnaryOperator<TransportRequest> requests = request -> request;
    private volatile BiFunction<TransportRequest, Reply, Reply> replies = (request, reply) -> reply;
    private final List<byte[]> seen = new CopyOnWriteArrayList<>();

    Meddler(Transport honest) {
        this.honest = honest;
    }

    /** Changes the sealed requests from now on. */
    void requests(UnaryOperator<byte[]> change) {
        requests = request -> isSealed(request)
                ? request.withBody(Bytes.wrap(change.apply(request.body().toByteArray())))
                : request;
    }

    /** Changes the answers to sealed requests from now on. */
    void answers(UnaryOperator<Reply> change) {
        replies = (request, reply) -> isSealed(request) ? change.apply(reply) : reply;
    }

    /** Changes what it publishes about providers from now on. */
    void providers(UnaryOperator<byte[]> change) {
        replies = (request, reply) ->
                request.path().startsWith("/v1/providers") ? reply.withBody(change.apply(reply.body())) : reply;
    }

    /** Everything that passed, in both directions. */
    List<byte[]> seen() {
        return List.copyOf(seen);
    }

    private static boolean isSealed(TransportRequest request) {
        return request.path().equals("/v1/sealed");
    }

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        seen.add(request.body().toByteArray());
        return honest.start(requests.apply(request), new Changed(request, listener));
    }

    @Override
    public Confidentiality confidentiality() {
        return honest.confidentiality();
    }

    @Override
    public void close() {
        honest.close();
    }

    /** Collects an answer, changes it, and hands it on. */
    private final class Changed implements TransportListener {
        private final TransportRequest request;
        private final TransportListener listener;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable ResponseHead head;

        Changed(TransportRequest request, TransportListener listener) {
            this.request = request;
            this.listener = listener;
        }

        @Override
        public void onConnected() {
            listener.onConnected();
        }

        @Override
        public void onHead(ResponseHead value) {
            head = value;
        }

        @Override
        public void onBody(ByteBuffer bytes) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            body.writeBytes(piece);
            seen.add(piece);
        }

        @Override
        public void onEnd(@Nullable FinalInfo info) {
            Reply reply =
                    replies.apply(request, new Reply(java.util.Objects.requireNonNull(head), body.toByteArray(), info));
            listener.onHead(reply.head());
            listener.onBody(ByteBuffer.wrap(reply.body()));
            listener.onEnd(reply.info());
        }

        @Override
        public void onFailure(CocoonException error) {
            listener.onFailure(error);
        }
    }
}
