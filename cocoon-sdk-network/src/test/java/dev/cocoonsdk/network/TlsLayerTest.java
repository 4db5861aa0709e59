package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.tls.TlsIdentity;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS by hand: any chunking, work elsewhere, hostile bytes. */
class TlsLayerTest {

    private final LayerEnd client = client(Offload.INLINE);
    private final LayerEnd server = server(Offload.INLINE);

    private static LayerEnd client(Offload offload) {
        return new LayerEnd(new TlsLayer(TestParties.CLIENT.clientEngine("proxy"), offload)).started();
    }

    private static LayerEnd server(Offload offload) {
        return new LayerEnd(new TlsLayer(TestParties.PROXY.serverEngine("client"), offload)).started();
    }

    @Test
    void bothSidesAreUpAndTheServerSaysNothingAfterwards() {
        LayerEnd.exchange(client, server);
        assertThat(client.isUp() && server.isUp()).isTrue();
        assertThat(server.takeOutput()).isEmpty();
    }

    /** Splits what travels at random places, in both directions, with and without work elsewhere. */
    @Property(tries = 60)
    void anySplitOfBytesGivesTheSame(@ForAll long seed, @ForAll boolean elsewhere) {
        Random random = new Random(seed);
        DeferredOffload offload = new DeferredOffload();
        LayerEnd one = client(elsewhere ? offload : Offload.INLINE);
        LayerEnd other = server(elsewhere ? offload : Offload.INLINE);
        byte[] question = bytes(random, 1 + random.nextInt(60_000));
        byte[] answer = bytes(random, 1 + random.nextInt(60_000));

        boolean asked = false;
        boolean answered = false;
        Pipe toServer = new Pipe();
        Pipe toClient = new Pipe();
        boolean moved = true;
        while (moved) {
            toServer.add(one.takeOutput());
            toClient.add(other.takeOutput());
            moved = toServer.deliver(other, random) | toClient.deliver(one, random) | !offload.isEmpty();
            if (!offload.isEmpty() && random.nextInt(4) == 0) {
                offload.runOne();
            }
            if (!asked && one.isUp()) {
                asked = true;
                one.send(question.clone());
                moved = true;
            }
            if (!answered && other.isUp()) {
                answered = true;
                other.send(answer.clone());
                moved = true;
            }
        }
        assertThat(one.failures).isEmpty();
        assertThat(other.failures).isEmpty();
        assertThat(Arrays.equals(other.takeDelivered(), question)).isTrue();
        assertThat(Arrays.equals(one.takeDelivered(), answer)).isTrue();
    }

    @Test
    void aMessageOfSixteenMebibytesArrivesWhole() throws Exception {
        LayerEnd.exchange(client, server);
        byte[] message = bytes(new Random(5), 1 << 24);
        client.send(message.clone());
        LayerEnd.exchange(client, server);
        assertThat(sha256(server.takeDelivered())).isEqualTo(sha256(message));
    }

    @Test
    void anEmptyMessageIsNoFailure() {
        LayerEnd.exchange(client, server);
        client.send(new byte[0]);
        LayerEnd.exchange(client, server);
        client.send(utf8("x"));
        LayerEnd.exchange(client, server);
        assertThat(server.takeDelivered()).isEqualTo(utf8("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u0005hello",
                "\u0000\u0000\u0000\u0000\u0000\u0000"
            })
    void bytesThatAreNotTlsEndTheConnection(String garbage) {
        server.receive(garbage.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(server.failures).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
            assertThat(failure.detail()).startsWith("TLS: ");
        });
        assertThat(server.ups).isZero();
    }

    @Test
    void aChangedRecordEndsTheConnection() {
        LayerEnd.exchange(client, server);
        client.send(utf8("hello"));
        byte[] record = client.takeOutput();
        record[record.length - 1] ^= 1;
        server.receive(record);
        assertThat(server.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED));
        assertThat(server.takeDelivered()).isEmpty();
    }

    @Test
    void aRefusedPeerIsToldAndTheRefusalNamesTheReason() {
        TlsParty bare = TestParties.party(TlsIdentity.withoutQuote(TestParties.CLOCK), AttestationPolicy.any());
        LayerEnd quoteless = new LayerEnd(new TlsLayer(bare.serverEngine("client"), Offload.INLINE)).started();
        LayerEnd.exchange(client, quoteless);

        assertThat(client.failures)
                .containsExactly(new LinkFailure(
                        Kind.REFUSED_HERE,
                        0,
                        "proxy: refused (POLICY) at QUOTE_FORMAT: quote: none (expected: a fake quote)"));
        assertThat(client.ups).isZero();
        assertThat(quoteless.failures).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED_BY_PEER);
            assertThat(failure.detail()).contains("Received fatal alert");
        });
    }

    @Test
    void anExpiredPeerIsRefused() {
        Clock past = Clock.offset(TestParties.CLOCK, Duration.ofDays(-2));
        TlsParty old = TestParties.party(TlsIdentity.withFakeQuote(past), AttestationPolicy.any());
        LayerEnd expired = new LayerEnd(new TlsLayer(old.serverEngine("client"), Offload.INLINE)).started();
        LayerEnd.exchange(client, expired);
        assertThat(client.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.detail())
                        .startsWith("proxy: refused (CLOCK) at CERTIFICATE: notAfter: 2026-11-22T11:55:00Z"));
    }

    @Test
    void aPolicyThatThrowsCostsItsConnectionOnly() {
        AttestationPolicy broken = new AttestationPolicy() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Verdict evaluate(PeerEvidence evidence, Instant at) {
                throw new UnsupportedOperationException("private detail");
            }
        };
        TlsParty party = TestParties.party(TlsIdentity.withFakeQuote(TestParties.CLOCK), broken);
        LayerEnd judge = new LayerEnd(new TlsLayer(party.serverEngine("client"), Offload.INLINE)).started();
        LayerEnd.exchange(client, judge);
        assertThat(judge.ups).isZero();
        assertThat(judge.failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.detail()).startsWith("TLS: ").doesNotContain("private detail"));
    }

    @Test
    void inputWaitsWhileWorkRunsElsewhereButNotWithoutEnd() {
        DeferredOffload offload = new DeferredOffload();
        LayerEnd slow = server(offload);
        slow.receive(client.takeOutput());
        assertThat(offload.isEmpty()).isFalse();

        slow.receive(new byte[TlsLayer.MAX_WAITING]);
        assertThat(slow.failures).isEmpty();
        slow.receive(new byte[1]);
        assertThat(slow.failures)
                .containsExactly(new LinkFailure(Kind.VIOLATION, 0, "more than 131072 bytes before TLS is up"));
        offload.runAll();
        assertThat(slow.takeOutput()).isEmpty();
    }

    @Test
    void workThatEndsAfterTheConnectionIsForgotten() {
        DeferredOffload offload = new DeferredOffload();
        LayerEnd slow = server(offload);
        slow.receive(client.takeOutput());
        slow.layer.close();
        offload.runAll();
        assertThat(slow.takeOutput()).isEmpty();
        assertThat(slow.failures).isEmpty();
    }

    @Test
    void aPeerThatClosesProperlyIsDisconnected() throws Exception {
        LayerEnd.exchange(client, server);
        var engine = TestParties.CLIENT.clientEngine("proxy");
        LayerEnd polite = new LayerEnd(new TlsLayer(engine, Offload.INLINE)).started();
        LayerEnd other = server(Offload.INLINE);
        LayerEnd.exchange(polite, other);
        engine.engine().closeOutbound();
        ByteBuffer record = ByteBuffer.allocate(1 << 15);
        engine.engine().wrap(ByteBuffer.allocate(0), record);
        other.receive(Arrays.copyOf(record.array(), record.position()));
        assertThat(other.failures).containsExactly(new LinkFailure(Kind.DISCONNECTED, 0, "closed by the peer"));
    }

    @Test
    void closingIsQuietAndLaterBytesAreDropped() {
        LayerEnd.exchange(client, server);
        server.layer.close();
        assertThat(server.takeOutput()).isEmpty();
        client.send(utf8("late"));
        server.receive(client.takeOutput());
        assertThat(server.takeDelivered()).isEmpty();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void keyUpdatesAreFollowed() throws Exception {
        LayerEnd.exchange(client, server);
        var engine = TestParties.CLIENT.clientEngine("proxy");
        LayerEnd updating = new LayerEnd(new TlsLayer(engine, Offload.INLINE)).started();
        LayerEnd other = server(Offload.INLINE);
        LayerEnd.exchange(updating, other);
        engine.engine().beginHandshake();
        updating.send(utf8("one"));
        LayerEnd.exchange(updating, other);
        other.send(utf8("two"));
        LayerEnd.exchange(updating, other);
        assertThat(other.takeDelivered()).isEqualTo(utf8("one"));
        assertThat(updating.takeDelivered()).isEqualTo(utf8("two"));
    }

    @Test
    void theCapturedClientHelloOfTheReferenceIsAnswered() {
        byte[] stream = Capture.loadRaw("tls-client-port").fromConnector();
        PowChallenge challenge = PowChallenge.read(
                ByteBuffer.wrap(Capture.loadRaw("tls-client-port").fromAcceptor(), 0, PowChallenge.LENGTH));
        LayerEnd acceptor = new LayerEnd(new PowAcceptorLayer(
                        challenge, () -> new TlsLayer(TestParties.PROXY.serverEngine("client"), Offload.INLINE)))
                .started();
        assertThat(acceptor.takeOutput())
                .isEqualTo(Arrays.copyOf(Capture.loadRaw("tls-client-port").fromAcceptor(), PowChallenge.LENGTH));

        acceptor.receive(Arrays.copyOf(stream, 231));
        byte[] flight = acceptor.takeOutput();
        assertThat(acceptor.failures).isEmpty();
        assertThat(Arrays.copyOf(flight, 3)).containsExactly(22, 3, 3);
        assertThat(flight[5]).as("ServerHello").isEqualTo((byte) 2);

        acceptor.receive(Arrays.copyOfRange(stream, 231, stream.length));
        assertThat(acceptor.failures)
                .as("its keys are not ours")
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    /** Bytes on their way, delivered piece by piece. */
    private static final class Pipe {

        private byte[] bytes = new byte[0];

        void add(byte[] more) {
            byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, joined, bytes.length, more.length);
            bytes = joined;
        }

        boolean deliver(LayerEnd to, Random random) {
            if (bytes.length == 0) {
                return false;
            }
            int most = random.nextBoolean() ? 40 : 30_000;
            int count = Math.min(bytes.length, 1 + random.nextInt(most));
            to.receive(Arrays.copyOf(bytes, count));
            bytes = Arrays.copyOfRange(bytes, count, bytes.length);
            return true;
        }
    }
}
