package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A transport to a broker in this process that lists some providers and sends every sealed request to one of its choice. */
final class TestBroker implements Transport {

    final List<TransportRequest> requests = new ArrayList<>();
    List<TestProvider> listed = new ArrayList<>();

    @Nullable
    TestProvider chosen;

    boolean knowsProviders = true;
    int status = 200;
    long charged = TestProvider.TOTAL;
    boolean saysCharge = true;
    boolean silent;
    boolean chargesForNothing;
    String contentType = SealedMedia.ANSWER;
    UnaryOperator<List<Bytes>> meddle = pieces -> pieces;

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        requests.add(request);
        if (silent) {
            return () -> {};
        }
        if (request.method().equals("GET")) {
            listener.onConnected();
            boolean providers = request.path().startsWith("/v1/providers");
            answer(listener, providers && knowsProviders ? 200 : 404, list().toJson());
            return () -> {};
        }
        listener.onConnected();
        if (status != 200) {
            answer(listener, status, "{\"error\":{\"message\":\"no\",\"type\":\"rate_limit_error\"}}");
            return () -> {};
        }
        List<Bytes> pieces =
                meddle.apply(java.util.Objects.requireNonNull(chosen).answer(request.body()));
        listener.onHead(new ResponseHead(200, List.of(new Header("Content-Type", contentType))));
        pieces.forEach(piece -> listener.onBody(piece.asByteBuffer()));
        TokenCount zero = TokenCount.ZERO;
        boolean answered = pieces.get(0).toByteArray()[5] == 0x11 && pieces.size() > 1;
        long charged = answered || chargesForNothing ? this.charged : 0;
        listener.onEnd(
                saysCharge
                        ? new FinalInfo(zero, zero, zero, zero, TokenCount.of(charged), NanoTon.of(3 * charged), null)
                        : null);
        return () -> {};
    }

    private JsonValue list() {
        return JsonValue.object(
                "object",
                "list",
                "data",
                JsonValue.array(listed.stream()
                        .map(provider -> JsonValue.object(
                                "model",
                                "m",
                                "evidence",
                                provider.keys.evidence().toJson()))
                        .toList()));
    }

    private static void answer(TransportListener listener, int status, String json) {
        listener.onHead(new ResponseHead(status, List.of(new Header("Content-Type", "application/json"))));
        listener.onBody(ByteBuffer.wrap(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        listener.onEnd(null);
    }

    /** The sealed requests that came. */
    List<TransportRequest> sealed() {
        return requests.stream()
                .filter(request -> request.path().equals(SealedMedia.PATH))
                .toList();
    }

    @Override
    public Confidentiality confidentiality() {
        return Confidentiality.NONE;
    }

    @Override
    public void close() {}
}
