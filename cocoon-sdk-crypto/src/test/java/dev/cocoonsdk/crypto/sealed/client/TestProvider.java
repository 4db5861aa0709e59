package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.sealed.AnswerSealer;
import dev.cocoonsdk.crypto.sealed.EnclaveKeys;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.Exchange;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.KeyMismatchException;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.OpenedRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.ReceiptSigner;
import dev.cocoonsdk.crypto.sealed.ReplayWindow;
import dev.cocoonsdk.crypto.sealed.RequestOpener;
import dev.cocoonsdk.crypto.sealed.SealedAnswers;
import dev.cocoonsdk.crypto.sealed.TokenUse;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A provider with a fake quote, opener and sealer of its own, that answers every request with "Hello world". */
final class TestProvider implements AutoCloseable {

    static final String MODEL = "m";
    static final long TOTAL = 20;

    final EnclaveKeys keys;
    boolean busy;
    final List<InnerRequest> opened = new ArrayList<>();
    private final Clock clock;
    private final RequestOpener opener;
    private final TlsIdentitySource identity;

    TestProvider(Clock clock, String model) {
        this.clock = clock;
        this.identity = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, clock);
        this.keys = EnclaveKeys.builder(identity, clock).model(model).build();
        this.opener = new RequestOpener(keys.keys(), new ReplayWindow(1000), clock, new SecureRandom());
    }

    /** What a provider says to a sealed body: pieces of the outer answer. */
    List<Bytes> answer(Bytes body) {
        EnvelopeHeader header = EnvelopeHeader.parse(body);
        if (header.kind() == EnvelopeHeader.Kind.EVIDENCE_REQUEST) {
            return List.of(
                    SealedAnswers.evidence(header.requestId(), keys.evidence().encoded()));
        }
        OpenedRequest request;
        try {
            request = opener.open(body);
        } catch (KeyMismatchException e) {
            return List.of(SealedAnswers.keyMismatch(
                    header.requestId(), keys.evidence().encoded()));
        }
        AnswerSealer sealer = request.answer(Padding.padme());
        if (busy) {
            String error =
                    "{\"error\":{\"message\":\"m\",\"type\":\"no_capacity\",\"code\":\"no_capacity\",\"not_accepted\":true}}";
            return List.of(sealer.error(503, Bytes.wrap(error.getBytes(StandardCharsets.UTF_8))));
        }
        opened.add(request.inner());
        List<Bytes> pieces = new ArrayList<>();
        pieces.add(sealer.head(new ResponseHead(200, List.of(new Header("content-type", "text/event-stream")))));
        for (String event : EVENTS) {
            pieces.add(sealer.body(
                    Bytes.wrap(event.getBytes(StandardCharsets.UTF_8)).asByteBuffer()));
        }
        Exchange exchange = new Exchange(header.requestId(), request.requestHash(), sealer.answerHashSoFar());
        TokenUse use = new TokenUse(TokenCount.of(10), TokenCount.ZERO, TokenCount.of(10), TokenCount.ZERO);
        Metering metering = new Metering(use, use, TokenCount.of(TOTAL), 1000, NanoTon.of(3));
        ReceiptSigner signer = java.util.Objects.requireNonNull(keys.receiptSigner(request.keyId()));
        pieces.add(sealer.end(signer.sign(exchange, MODEL, metering, clock.instant(), clock.instant(), 1)
                .encoded()));
        return pieces;
    }

    private static final List<String> EVENTS = List.of(
            event("{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}"),
            event("{\"index\":0,\"delta\":{\"content\":\" world\"},\"finish_reason\":null}"),
            event("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"),
            "data: [DONE]\n\n");

    private static String event(String choice) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
                + choice + "]}\n\n";
    }

    @Override
    public void close() {
        keys.close();
        identity.close();
    }
}
