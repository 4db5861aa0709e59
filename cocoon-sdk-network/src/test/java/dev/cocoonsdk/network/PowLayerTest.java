package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.TlBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of wire.md 2.1 in front of a plain layer. */
class PowLayerTest {

    private static final Bytes SALT = Bytes.wrap(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

    @Test
    void theAcceptorSpeaksFirstAndLetsTheAnswerPass() {
        LayerEnd acceptor = acceptor(20);
        assertThat(acceptor.takeOutput()).asHexString().isEqualTo("91128E4114000000000102030405060708090A0B0C0D0E0F");

        acceptor.receive(HexFormat.of().parseHex("19738201f7a1040000000000"));
        assertThat(acceptor.isUp()).isTrue();
    }

    @Test
    void whatFollowsTheTwelfthByteBelongsToTheNextLayer() {
        LayerEnd acceptor = acceptor(20);
        acceptor.receive(concat(HexFormat.of().parseHex("19738201f7a1040000000000"), utf8("hello")));
        assertThat(acceptor.isUp()).isTrue();
        assertThat(acceptor.takeDelivered()).isEqualTo(utf8("hello"));
    }

    @Property
    void anyChunkingGivesTheSame(@ForAll @IntRange(min = 1, max = 17) int size) {
        LayerEnd acceptor = acceptor(20);
        byte[] stream = concat(HexFormat.of().parseHex("19738201f7a1040000000000"), utf8("hello"));
        for (int at = 0; at < stream.length; at += size) {
            acceptor.receive(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
        }
        assertThat(acceptor.takeDelivered()).isEqualTo(utf8("hello"));

        LayerEnd connector = connector(28);
        byte[] challenge = bytes(new PowChallenge(8, SALT).toBytes());
        for (int at = 0; at < challenge.length; at += size) {
            connector.receive(Arrays.copyOfRange(challenge, at, Math.min(challenge.length, at + size)));
        }
        assertThat(connector.isUp()).isTrue();
    }

    @Test
    void workThatNoThreadTakesEndsTheConnectionAndIsNotDoneHere() {
        Offload refusing = (work, done) -> {
            throw new RejectedExecutionException("full");
        };
        LayerEnd connector = new LayerEnd(new PowConnectorLayer(28, refusing, ByteLayer::plain)).started();
        connector.receive(bytes(new PowChallenge(28, SALT).toBytes()));
        assertThat(connector.failures)
                .containsExactly(new LinkFailure(Kind.CLOSED_HERE, 0, "no thread for the proof of work"));
    }

    @Test
    void aWrongAnswerEndsTheConnection() {
        LayerEnd acceptor = acceptor(20);
        acceptor.receive(bytes(PowChallenge.answer(303_606)));
        assertThat(acceptor.ups).isZero();
        assertThat(acceptor.failures)
                .containsExactly(
                        new LinkFailure(Kind.VIOLATION, 0, "proof of work: wrong answer (expected: 20 zero bits)"));
    }

    @Test
    void aWrongMagicEndsTheConnectionThroughTheLink() {
        TestWire wire = new TestWire();
        RecordingProxy listener = new RecordingProxy();
        ProxyWorkerLink link = ProxyWorkerLink.create(
                TestNetwork.proxy(),
                listener,
                wire,
                TestParties.acceptor(20).newLayer(new ManualClock().context(), Offload.INLINE, "worker"),
                new ManualClock().context());
        link.transportUp();
        link.receive(ByteBuffer.wrap(new byte[12]));
        assertThat(wire.isClosed()).isTrue();
        assertThat(listener.failures)
                .containsExactly(new LinkFailure(
                        Kind.MALFORMED, 0, "magic of the proof of work's answer: 00000000 (expected: 01827319)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0})
    void noDifficultyIsAnsweredAtOnce(int difficulty) {
        LayerEnd connector = connector(28);
        connector.receive(bytes(new PowChallenge(difficulty, SALT).toBytes()));
        assertThat(connector.takeOutput()).asHexString().isEqualTo("197382010000000000000000");
        assertThat(connector.isUp()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 64, 65, Integer.MAX_VALUE})
    void moreThanTheHighestDifficultyIsRefused(int difficulty) {
        LayerEnd connector = connector(28);
        connector.receive(bytes(new PowChallenge(difficulty, SALT).toBytes()));
        assertThat(connector.takeOutput()).isEmpty();
        assertThat(connector.failures)
                .containsExactly(new LinkFailure(
                        Kind.REFUSED_HERE, 0, "difficulty of the proof of work: " + difficulty + " (expected: <= 28)"));
    }

    @Test
    void theHighestDifficultyIsWorkedOnUntilTheConnectionEnds() throws Exception {
        List<CompletableFuture<Void>> works = new ArrayList<>();
        Offload elsewhere = (work, done) -> works.add(CompletableFuture.runAsync(work));
        LayerEnd connector = new LayerEnd(new PowConnectorLayer(28, elsewhere, ByteLayer::plain)).started();
        // 28 zero bits are found rarely enough within the microseconds until the layer closes.
        connector.receive(bytes(new PowChallenge(28, SALT).toBytes()));
        assertThat(works).hasSize(1);
        assertThat(connector.failures).isEmpty();

        connector.layer.close();
        works.get(0).get(60, TimeUnit.SECONDS);
        assertThat(connector.takeOutput()).isEmpty();
    }

    @Test
    void nothingIsSentAfterTheConnectionEndedDuringTheWork() {
        DeferredOffload offload = new DeferredOffload();
        LayerEnd connector = new LayerEnd(new PowConnectorLayer(28, offload, ByteLayer::plain)).started();
        connector.receive(bytes(new PowChallenge(8, SALT).toBytes()));
        connector.layer.close();
        offload.runAll();
        assertThat(connector.takeOutput()).isEmpty();
        assertThat(connector.ups).isZero();
    }

    @Test
    void bytesBeforeTheAnswerAreAViolation() {
        DeferredOffload offload = new DeferredOffload();
        LayerEnd connector = new LayerEnd(new PowConnectorLayer(28, offload, ByteLayer::plain)).started();
        connector.receive(concat(bytes(new PowChallenge(8, SALT).toBytes()), new byte[1]));
        assertThat(connector.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.VIOLATION));
        offload.runAll();
        assertThat(connector.takeOutput()).isEmpty();
    }

    @Test
    void aLayerThatWasClosedBeforeItStartedStaysSilent() {
        PowAcceptorLayer layer = new PowAcceptorLayer(new PowChallenge(20, SALT), ByteLayer::plain);
        layer.close();
        assertThat(new LayerEnd(layer).started().takeOutput()).isEmpty();
    }

    private static LayerEnd acceptor(int difficulty) {
        return new LayerEnd(new PowAcceptorLayer(new PowChallenge(difficulty, SALT), ByteLayer::plain)).started();
    }

    private static LayerEnd connector(int limit) {
        return new LayerEnd(new PowConnectorLayer(limit, Offload.INLINE, ByteLayer::plain)).started();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return TlBytes.copyOf(buffer).toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
