package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the work that the acceptor demands ({@code docs/protocol/wire.md} 2.1); answer and first bytes of TLS leave together. */
final class PowConnectorLayer extends Prologue {

    private final int maxDifficulty;
    private final Offload offload;
    private final Supplier<ByteLayer> secured;
    private final ByteBuffer received = ByteBuffer.allocate(PowChallenge.LENGTH);
    private @Nullable PowSolver solver;
    private OptionalLong nonce = OptionalLong.empty();

    PowConnectorLayer(int maxDifficulty, Offload offload, Supplier<ByteLayer> secured) {
        this.maxDifficulty = maxDifficulty;
        this.offload = offload;
        this.secured = secured;
    }

    @Override
    void begin() {
        // The acceptor speaks first.
    }

    @Override
    void take(ByteBuffer bytes) {
        if (solver != null) {
            fail(Kind.VIOLATION, "bytes after the proof of work's challenge, before its answer");
            return;
        }
        fill(received, bytes);
        if (!received.hasRemaining()) {
            solve(PowChallenge.read(received.flip()));
        }
    }

    private void solve(PowChallenge challenge) {
        if (challenge.difficulty() > maxDifficulty) {
            fail(
                    Kind.REFUSED_HERE,
                    "difficulty of the proof of work: " + challenge.difficulty() + " (expected: <= " + maxDifficulty
                            + ")");
            return;
        }
        PowSolver search = PowSolver.of(challenge);
        solver = search;
        // The field is written before and read after: the driver orders them.
        try {
            offload.search(() -> nonce = search.solve(), this::goOn);
        } catch (RejectedExecutionException e) {
            fail(Kind.CLOSED_HERE, "no thread for the proof of work");
        }
    }

    /** Whoever drives the link may take what is thrown here for a task of nobody's; it costs this connection. */
    private void goOn() {
        try {
            solved();
        } catch (RuntimeException | Error e) {
            fail(Kind.DISCONNECTED, "internal error");
            throw e;
        }
    }

    private void solved() {
        if (isOver()) {
            return;
        }
        if (nonce.isEmpty()) {
            fail(Kind.CLOSED_HERE, "the proof of work failed");
            return;
        }
        write(PowChallenge.answer(nonce.getAsLong()));
        pass(secured.get());
    }

    @Override
    void abandon() {
        if (solver != null) {
            solver.cancel();
        }
    }
}
