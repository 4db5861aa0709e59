package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationData;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.PeerInfo.Endpoint;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** wire.md 3.3 and the examples of section 15. */
class PeerInfoTest {

    private static final CollateralRootHash NO_ROOT = new CollateralRootHash(Bytes.wrap(new byte[48]));
    private static final Hash256 KEY = Hash256.ofHex("22".repeat(32));
    private static final Endpoint SOURCE = new Endpoint("1.2.3.4", 5);
    private static final Endpoint DESTINATION = new Endpoint("127.0.0.1", 6);
    private static final PeerInfo FAKE = new PeerInfo(
            AttestationData.Tdx.fake(Bytes.wrap(HexFormat.of().parseHex("11".repeat(64)))),
            NO_ROOT,
            KEY,
            SOURCE,
            DESTINATION);
    private static final PeerInfo BARE = new PeerInfo(null, NO_ROOT, KEY, SOURCE, DESTINATION);
    private static final String TAIL = "20" + "22".repeat(32) + "000000" + "07312e322e332e34" + "05000000"
            + "093132372e302e302e310000" + "06000000";
    private static final String FAKE_FRAME =
            "38020000" + "01000000" + "00000000" + "00".repeat(384) + "11".repeat(64) + "00".repeat(48) + TAIL;
    private static final String BARE_FRAME = "74000000" + "00000000" + "00".repeat(48) + TAIL;
    private static final String FIRST_FRAME = "0c0000000000000061427ca50100000000000000";

    @Test
    void theExamplesAreReadAndWritten() {
        assertThat(frame(FAKE)).isEqualTo(HexFormat.of().parseHex(FAKE_FRAME));
        assertThat(frame(BARE)).isEqualTo(HexFormat.of().parseHex(BARE_FRAME));
        assertThat(parse(FAKE_FRAME)).isEqualTo(FAKE);
        assertThat(parse(BARE_FRAME)).isEqualTo(BARE);
        assertThat(FAKE.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
        assertThat(BARE.imageHash()).isEqualTo(Hash256.ZERO);
    }

    @Test
    void sgxIsReadAndWritten() {
        PeerInfo sgx = new PeerInfo(
                new AttestationData.Sgx(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[64])),
                NO_ROOT,
                KEY,
                SOURCE,
                DESTINATION);
        assertThat(TlBytes.wrap(frame(sgx)).toHex()).startsWith("d80000000100000001000000");
        assertThat(PeerInfo.parse(sgx.toBytes())).isEqualTo(sgx);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai-worker-to-proxy",
                "openai-client-to-proxy",
                "lines-worker-to-proxy",
                "lines-client-to-proxy"
            })
    void whatTheReferencesRouterWritesIsReadAndWritten(String name) {
        byte[] stream = Capture.loadRaw(name).fromConnector();
        int length = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).getInt();
        TlBytes message = TlBytes.wrap(stream, 4, length);
        PeerInfo info = PeerInfo.parse(message);
        assertThat(info.attestation()).isNull();
        assertThat(info.source().address()).isEqualTo("127.0.0.1");
        assertThat(info.toBytes()).isEqualTo(message);

        LayerEnd runner = TestParties.end(ConnectionStack.plainWithPeerInfo(true), "worker");
        runner.receive(stream);
        assertThat(runner.isUp()).isTrue();
        assertThat(runner.takeDelivered()).isEqualTo(Capture.load(name).fromConnector());
    }

    @Property
    void everyValueIsReadAsItWasWritten(@ForAll("infos") PeerInfo info) {
        assertThat(PeerInfo.parse(info.toBytes())).isEqualTo(info);
    }

    @Provide
    Arbitrary<PeerInfo> infos() {
        Arbitrary<Endpoint> ends = Combinators.combine(Arbitraries.strings().ofMaxLength(300), Arbitraries.integers())
                .as(PeerInfoTest::endpoint);
        Arbitrary<byte[]> seeds = Arbitraries.bytes().array(byte[].class).ofSize(32);
        return Combinators.combine(seeds, ends, ends, Arbitraries.of(0, 1, 2))
                .as((seed, from, to, kind) ->
                        new PeerInfo(attestation(kind, seed), NO_ROOT, Hash256.of(seed), from, to));
    }

    /** Only text that UTF-8 can express. */
    private static Endpoint endpoint(String text, int port) {
        return new Endpoint(TlBytes.ofUtf8(text).toUtf8(), port);
    }

    private static AttestationData attestation(int kind, byte[] seed) {
        Bytes report = Bytes.wrap(Arrays.copyOf(seed, 64));
        return switch (kind) {
            case 0 -> null;
            case 1 -> new AttestationData.Tdx(Bytes.wrap(Arrays.copyOf(seed, 384)), report);
            default -> new AttestationData.Sgx(Bytes.wrap(seed), report);
        };
    }

    @Test
    void everyPrefixAndEverySuffixTooManyIsRefused() {
        byte[] message = FAKE.toBytes().toByteArray();
        for (int length = 0; length < message.length; length++) {
            TlBytes prefix = TlBytes.wrap(message, 0, length);
            assertThatThrownBy(() -> PeerInfo.parse(prefix)).isInstanceOf(TlFormatException.class);
        }
        TlBytes longer = TlBytes.wrap(Arrays.copyOf(message, message.length + 4));
        assertThatThrownBy(() -> PeerInfo.parse(longer)).isInstanceOf(TlFormatException.class);
    }

    @Test
    void unknownVariantsAndShortKeysAreRefused() {
        assertThatThrownBy(() -> parse(BARE_FRAME.replace("7400000000000000", "7400000002000000")))
                .hasMessage("has_attestation 0 or 1 expected at byte 0");
        assertThatThrownBy(() -> parse(FAKE_FRAME.replace("380200000100000000000000", "380200000100000002000000")))
                .hasMessage("attestation variant 0 or 1 expected at byte 4");
        assertThatThrownBy(() -> parse(BARE_FRAME.replace("20" + "22".repeat(32), "1f" + "22".repeat(32))))
                .hasMessageContaining("public key of 32 bytes expected");
    }

    @Property
    void anyChunkingGivesTheSamePeer(@ForAll @IntRange(min = 1, max = 700) int size) {
        LayerEnd runner = TestParties.end(ConnectionStack.plainWithPeerInfo(true), "worker");
        byte[] stream = HexFormat.of().parseHex(FAKE_FRAME + FIRST_FRAME);
        for (int at = 0; at < stream.length; at += size) {
            runner.receive(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
        }
        assertThat(runner.isUp()).isTrue();
        assertThat(runner.peer.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
        assertThat(runner.peer.verdict()).isEqualTo(new Verdict.Vouched("worker (1.2.3.4:5)", ImageHash.FAKE_TDX));
        assertThat(runner.takeDelivered()).isEqualTo(HexFormat.of().parseHex(FIRST_FRAME));
        runner.send(new byte[] {1, 2});
        assertThat(runner.takeOutput()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 20})
    void aConnectionMayBeginWithItsFirstFrameIfTheMessageIsOptional(int size) {
        LayerEnd runner = TestParties.end(ConnectionStack.plainWithPeerInfo(false), "worker");
        byte[] stream = HexFormat.of().parseHex(FIRST_FRAME);
        for (int at = 0; at < stream.length; at += size) {
            runner.receive(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
        }
        assertThat(runner.isUp()).isTrue();
        assertThat(runner.peer).isEqualTo(new Peer(new Verdict.Unattested("worker", "none"), Hash256.ZERO));
        assertThat(runner.takeDelivered()).isEqualTo(stream);
    }

    @Test
    void theOptionalMessageIsReadIfItIsThere() {
        LayerEnd runner = TestParties.end(ConnectionStack.plainWithPeerInfo(false), "worker");
        runner.receive(HexFormat.of().parseHex(FAKE_FRAME));
        assertThat(runner.peer.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
    }

    @Test
    void theFirstFrameIsRefusedIfTheMessageIsRequired() {
        LayerEnd runner = TestParties.end(ConnectionStack.plainWithPeerInfo(true), "worker");
        runner.receive(HexFormat.of().parseHex(FIRST_FRAME));
        assertThat(runner.failures)
                .containsExactly(new LinkFailure(
                        Kind.MALFORMED, 0, "peer-info message: 12 bytes (expected: more than 12, at most 16536)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99400000", "ffffffff", "00000080", "00000000"})
    void impossibleLengthsAreRefusedBeforeMemoryIsTaken(String length) {
        LayerEnd runner = TestParties.end(ConnectionStack.plainWithPeerInfo(false), "worker");
        runner.receive(HexFormat.of().parseHex(length));
        assertThat(runner.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED));
    }

    private static PeerInfo parse(String frame) {
        return PeerInfo.parse(TlBytes.ofHex(frame.substring(8)));
    }

    private static byte[] frame(PeerInfo info) {
        TlBytes message = info.toBytes();
        return ByteBuffer.allocate(4 + message.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.length())
                .put(message.asByteBuffer())
                .array();
    }
}
