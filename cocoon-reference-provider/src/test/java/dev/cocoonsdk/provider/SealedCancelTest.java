package dev.cocoonsdk.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.sealed.AnswerSink;
import dev.cocoonsdk.crypto.sealed.Endorsement;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.RecipientKey;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.provider.TestBroker.Answer;
import dev.cocoonsdk.provider.TestBroker.Worker;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker achieves that cuts a sealed answer by a cancel ({@code docs/sealed-envelope.md} 7.3). */
class SealedCancelTest {

    private static final ModelId MODEL = ModelId.of("test/model");
    private static final String BODY = "{\"model\":\"test/model\",\"stream\":true,\"max_tokens\":10,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final TestBroker broker = new TestBroker();
    private final RequestSealer sealer = RequestSealer.of(Clock.systemUTC(), new SecureRandom(), Padding.padme());
    private final SealTerms terms = SealTerms.of(MODEL, new QueryLimits(100, 4000, Duration.ofMinutes(1)), true);
    private Provider provider;

    @AfterEach
    void stop() {
        if (provider != null) {
            provider.close();
        }
        broker.close();
    }

    private Worker start(ScriptedEngine engine) throws Exception {
        TlsIdentitySource identity = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, Clock.systemUTC());
        provider = Provider.builder(TestNetwork.NETWORK, TestNetwork.OWNER)
                .broker(broker.address())
                .sealing(Sealing.of(identity))
                .serve(engine, "test/model@commit:hash", 1500, 3)
                .start();
        Worker worker = broker.awaitWorker();
        worker.hello.get(60, TimeUnit.SECONDS);
        return worker;
    }

    private static Answer send(Worker worker, SealedCall call) {
        return worker.post(SealedMedia.PATH, SealedMedia.REQUEST, call.body().toByteArray(), Duration.ofMinutes(2));
    }

    private static Opened open(SealedCall call, Answer answer) {
        Opened opened = new Opened();
        answer.info();
        call.opener().feed(ByteBuffer.wrap(answer.bytes()), opened);
        return opened;
    }

    private SealedCall sealed(Worker worker) {
        SealedCall question = sealer.evidenceRequest(terms);
        ProviderEvidence evidence = ProviderEvidence.parse(open(question, send(worker, question)).evidence);
        List<RecipientKey> keys = Endorsement.parse(evidence.endorsement()).recipientKeys().stream()
                .filter(key -> key.suite() == SealSuite.X25519)
                .toList();
        Header json = new Header("content-type", "application/json");
        return sealer.seal(
                new InnerRequest("POST", "/v1/chat/completions", List.of(json), Bytes.utf8(BODY)), terms, keys);
    }

    @Test
    void a_cut_stream_ends_with_an_error_and_without_a_receipt_and_charges_what_was_made() throws Exception {
        Script begun = Script.empty().head(200).body("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n");
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).script(begun).build();
        Worker worker = start(engine);
        SealedCall call = sealed(worker);
        Answer answer = send(worker, call);
        answer.awaitPart();

        worker.cancel(answer);

        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        Opened opened = open(call, answer);
        assertThat(opened.head.status()).isEqualTo(200);
        assertThat(opened.receipt).isNull();
        assertThat(opened.errorStatus).isEqualTo(499);
        assertThat(opened.error).contains("\"code\":\"cancelled\"").contains("\"not_accepted\":false");
    }

    @Test
    void what_was_cancelled_before_it_began_is_free() throws Exception {
        ScriptedEngine engine =
                ScriptedEngine.builder(MODEL).script(Script.empty()).build();
        Worker worker = start(engine);
        Answer answer = send(worker, sealed(worker));
        await().until(() -> !engine.played().isEmpty());

        worker.cancel(answer);

        assertThat(answer.failure().code()).isEqualTo(653);
    }

    private static final class Opened implements AnswerSink {

        private Bytes evidence;
        private ResponseHead head;
        private Bytes receipt;
        private int errorStatus;
        private String error;

        @Override
        public void onHead(ResponseHead newHead) {
            head = newHead;
        }

        @Override
        public void onBody(ByteBuffer content) {
            content.position(content.limit());
        }

        @Override
        public void onFinal(Bytes bytes) {
            receipt = bytes;
        }

        @Override
        public void onError(int status, Bytes body) {
            errorStatus = status;
            error = new String(body.toByteArray(), StandardCharsets.UTF_8);
        }

        @Override
        public void onEvidence(Bytes json) {
            evidence = json;
        }

        @Override
        public void onKeyMismatch(Bytes json) {
            throw new AssertionError("key mismatch");
        }

        @Override
        public void onRefused(Refusal refusal) {
            throw new AssertionError(refusal);
        }
    }
}
