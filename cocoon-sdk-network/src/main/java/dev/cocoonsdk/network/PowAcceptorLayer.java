package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Demands a proof of work before anything else happens, or is made ({@code docs/protocol/wire.md} 2.1). */
final class PowAcceptorLayer extends Prologue {

    private final PowChallenge challenge;
    private final Supplier<ByteLayer> secured;
    private final ByteBuffer answer = ByteBuffer.allocate(PowChallenge.ANSWER_LENGTH);

    PowAcceptorLayer(PowChallenge challenge, Supplier<ByteLayer> secured) {
        this.challenge = challenge;
        this.secured = secured;
    }

    @Override
    void begin() {
        write(challenge.toBytes());
    }

    @Override
    void take(ByteBuffer bytes) {
        fill(answer, bytes);
        if (!answer.hasRemaining()) {
            if (challenge.accepts(PowChallenge.readAnswer(answer.flip()))) {
                pass(secured.get());
            } else {
                fail(
                        Kind.VIOLATION,
                        "proof of work: wrong answer (expected: " + challenge.difficulty() + " zero bits)");
            }
        }
    }
}
