package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire.md 2.1. */
class PowChallengeTest {

    private static final PowChallenge VECTOR =
            new PowChallenge(20, Bytes.wrap(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")));

    @Test
    void theVectorsSmallestNonceIsFound() {
        assertThat(PowSolver.of(VECTOR, 1).solve()).hasValue(303_607);
        assertThat(VECTOR.accepts(303_607)).isTrue();
        assertThat(VECTOR.accepts(303_606)).isFalse();
        assertThat(VECTOR.accepts(-303_607)).isFalse();
    }

    @Test
    void theVectorsBytesAreReadAndWritten() {
        String challenge = "91128e4114000000000102030405060708090a0b0c0d0e0f";
        String answer = "19738201f7a1040000000000";
        assertThat(TlBytes.copyOf(VECTOR.toBytes()).toHex()).isEqualTo(challenge);
        assertThat(PowChallenge.read(hex(challenge))).isEqualTo(VECTOR);
        assertThat(TlBytes.copyOf(PowChallenge.answer(303_607)).toHex()).isEqualTo(answer);
        assertThat(PowChallenge.readAnswer(hex(answer))).isEqualTo(303_607);
    }

    @Test
    void zeroBitsAreCountedFromTheEndOfTheFirstEightBytes() {
        byte[] hash = HexFormat.of().parseHex("54378ad121060000ba597989a471b66e37d747b5c7118a54a5be0fc97f4caa48");
        assertThat(PowChallenge.zeroBits(hash)).isEqualTo(21);
        assertThat(PowChallenge.zeroBits(new byte[32])).isEqualTo(64);
        byte[] last = new byte[32];
        last[7] = (byte) 0x80;
        assertThat(PowChallenge.zeroBits(last)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"tls-client-port, 1215692, 20", "tls-worker-port, 11741, 23"})
    void theAnswersOfTheReferenceAreAccepted(String name, long nonce, int zeroBits) {
        Capture capture = Capture.loadRaw(name);
        PowChallenge challenge = PowChallenge.read(ByteBuffer.wrap(capture.fromAcceptor(), 0, PowChallenge.LENGTH));
        long answer = PowChallenge.readAnswer(ByteBuffer.wrap(capture.fromConnector(), 0, PowChallenge.ANSWER_LENGTH));

        assertThat(challenge.difficulty()).isEqualTo(20);
        assertThat(answer).isEqualTo(nonce);
        assertThat(challenge.accepts(answer)).isTrue();
        assertThat(new PowChallenge(zeroBits, challenge.salt()).accepts(answer)).isTrue();
        assertThat(new PowChallenge(zeroBits + 1, challenge.salt()).accepts(answer))
                .isFalse();
    }

    @Test
    void theReferencesSolverAndOursFindTheSameNonce() {
        PowChallenge challenge = PowChallenge.read(
                ByteBuffer.wrap(Capture.loadRaw("tls-worker-port").fromAcceptor(), 0, PowChallenge.LENGTH));
        assertThat(PowSolver.of(challenge, 1).solve()).hasValue(11_741);
    }

    @Property(tries = 30)
    void whatAnyNumberOfThreadsFindsIsAccepted(
            @ForAll @Size(16) byte[] salt, @ForAll @IntRange(min = -1, max = 17) int difficulty, @ForAll boolean one) {
        PowChallenge challenge = new PowChallenge(difficulty, Bytes.copyOf(salt));
        OptionalLong nonce = PowSolver.of(challenge, one ? 1 : 3).solve();
        assertThat(challenge.accepts(nonce.orElseThrow())).isTrue();
    }

    @Test
    void difficultyZeroOrLessAcceptsEveryNonce() {
        PowChallenge none = new PowChallenge(0, VECTOR.salt());
        assertThat(PowSolver.of(none).solve()).hasValue(0);
        assertThat(none.accepts(Long.MIN_VALUE)).isTrue();
        assertThat(new PowChallenge(Integer.MIN_VALUE, VECTOR.salt()).accepts(5))
                .isTrue();
        assertThat(new PowChallenge(65, VECTOR.salt()).accepts(5)).isFalse();
    }

    @Test
    void aSearchWithoutEndIsCancelled() throws Exception {
        PowSolver solver = PowSolver.of(new PowChallenge(64, VECTOR.salt()), 2);
        CompletableFuture<OptionalLong> result = CompletableFuture.supplyAsync(solver::solve);
        solver.cancel();
        assertThat(result.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aSearchCancelledBeforehandFindsNothing() {
        PowSolver solver = PowSolver.of(VECTOR);
        solver.cancel();
        assertThat(solver.solve()).isEmpty();
    }

    @Test
    void saltsAreFresh() {
        SecureRandom random = new SecureRandom();
        assertThat(PowChallenge.create(20, random)).isNotEqualTo(PowChallenge.create(20, random));
    }

    @Test
    void otherMagicNumbersAndOtherSaltsAreRefused() {
        assertThatThrownBy(() -> PowChallenge.read(ByteBuffer.allocate(24)))
                .isInstanceOf(FrameFormatException.class)
                .hasMessage("magic of the proof of work's challenge: 00000000 (expected: 418e1291)");
        assertThatThrownBy(() -> PowChallenge.readAnswer(ByteBuffer.allocate(12)))
                .isInstanceOf(FrameFormatException.class)
                .hasMessage("magic of the proof of work's answer: 00000000 (expected: 01827319)");
        assertThatIllegalArgumentException().isThrownBy(() -> new PowChallenge(1, Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> PowSolver.of(VECTOR, 0));
    }

    @Test
    void theHashIsSha256OfSaltAndNonce() {
        byte[] nonce = HexFormat.of().parseHex("f7a1040000000000");
        assertThat(Hash256.sha256(VECTOR.salt().toByteArray(), nonce).toHex())
                .isEqualTo("54378ad121060000ba597989a471b66e37d747b5c7118a54a5be0fc97f4caa48");
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
