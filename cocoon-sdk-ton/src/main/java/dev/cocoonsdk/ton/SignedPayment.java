package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.Optional;

/**
 * A message that a proxy signed and that anybody may send to the contract it names: the cumulative token counter of a client or a
 * worker, or the closing of the proxy contract ({@code docs/protocol/contracts.md} 8).
 *
 * <p>The signature covers kind, query id, counter and contract, not the address that gets the excess coins. An instance is well
 * formed; whether its signature holds is what {@link #verify} says. Immutable and thread-safe.
 */
public final class SignedPayment {

    /** What the contract is told to do. */
    public enum Kind {
        /** A client contract charges up to the counter. */
        CLIENT_CHARGE(0xbb63ff93, true),
        /** A client contract charges up to the counter and pays the rest back. */
        CLIENT_REFUND_GRANT(0xefd711e1, true),
        /** A worker contract requests the payout up to the counter. */
        WORKER_PAYOUT(0xa040ad28, true),
        /** A worker contract requests the last payout and closes. */
        WORKER_LAST_PAYOUT(0xf5f26a36, true),
        /** The proxy contract begins to close. */
        PROXY_CLOSE(0x636a4391, false),
        /** The proxy contract closes for good. */
        PROXY_CLOSE_COMPLETE(0xe511abc7, false);

        private final int operation;
        private final boolean tokens;

        Kind(int operation, boolean tokens) {
            this.operation = operation;
            this.tokens = tokens;
        }

        /** The 32-bit operation code. */
        public int operation() {
            return operation;
        }

        /** Whether the message carries a token counter. */
        public boolean hasTokens() {
            return tokens;
        }

        /** The kind of an operation code; empty if proxies sign no such message. */
        public static Optional<Kind> ofOperation(int operation) {
            for (Kind kind : values()) {
                if (kind.operation == operation) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    private final Kind kind;
    private final long queryId;
    private final TokenCount tokens;
    private final TonAddress contract;
    private final TonAddress excessesTo;
    private final byte[] signature;
    private final Cell payload;

    /** Takes the signature over; {@code tokens} is zero if the kind has none. */
    SignedPayment(
            Kind kind,
            long queryId,
            TokenCount tokens,
            TonAddress contract,
            TonAddress excessesTo,
            byte[] signature,
            Cell payload) {
        this.kind = kind;
        this.queryId = queryId;
        this.tokens = tokens;
        this.contract = contract;
        this.excessesTo = excessesTo;
        this.signature = signature;
        this.payload = payload;
    }

    /**
     * Signs a message that carries a counter.
     *
     * @param kind a kind with {@link Kind#hasTokens()}
     * @param key the proxy's signing key
     * @param queryId any 64 bits, usually random
     * @param tokens the cumulative counter in adjusted tokens, never a difference
     * @param contract the client or worker contract
     * @param excessesTo who gets the excess coins, usually the sender's wallet
     * @throws IllegalArgumentException if the kind carries no counter
     */
    public static SignedPayment sign(
            Kind kind, Ed25519Key key, long queryId, TokenCount tokens, TonAddress contract, TonAddress excessesTo) {
        requireTokens(kind, true);
        return signAny(kind, key, queryId, tokens, contract, excessesTo);
    }

    /**
     * Signs a message to the proxy contract.
     *
     * @param kind a kind without {@link Kind#hasTokens()}
     * @param key the proxy's signing key
     * @param queryId any 64 bits, usually random
     * @param proxyContract the proxy contract
     * @param excessesTo who gets the excess coins, usually the sender's wallet
     * @throws IllegalArgumentException if the kind carries a counter
     */
    public static SignedPayment signClose(
            Kind kind, Ed25519Key key, long queryId, TonAddress proxyContract, TonAddress excessesTo) {
        requireTokens(kind, false);
        return signAny(kind, key, queryId, TokenCount.ZERO, proxyContract, excessesTo);
    }

    private static SignedPayment signAny(
            Kind kind, Ed25519Key key, long queryId, TokenCount tokens, TonAddress contract, TonAddress excessesTo) {
        Cell payload = PaymentCells.payload(kind, queryId, tokens, contract);
        byte[] signature = key.sign(payload.hash().toBytes());
        return new SignedPayment(kind, queryId, tokens, contract, excessesTo, signature, payload);
    }

    private static void requireTokens(Kind kind, boolean wanted) {
        if (kind.tokens != wanted) {
            throw new IllegalArgumentException(
                    "kind: " + kind + " (expected: a kind " + (wanted ? "with" : "without") + " token counter)");
        }
    }

    /**
     * Reads a payment without looking at contract and signature.
     *
     * @param boc the {@code data} of {@code proxy.signedPayment} ({@code docs/protocol/wire.md} 10.4)
     * @throws SignedPaymentException if the bytes are no signed payment, for any {@link PaymentDefect} but the kind, the contract
     *     and the signature
     */
    public static SignedPayment parse(byte[] boc) {
        return PaymentCells.parse(boc);
    }

    /**
     * Reads the body of a message without looking at contract and signature.
     *
     * @throws SignedPaymentException if it is no signed payment, for the same defects as {@link #parse} but that of the bag
     */
    public static SignedPayment ofBody(Cell body) {
        return PaymentCells.parse(body);
    }

    /**
     * Checks everything that a receiver must check before using the counter. Total: no input makes it throw.
     *
     * @param boc the {@code data} of {@code proxy.signedPayment} ({@code docs/protocol/wire.md} 10.4)
     * @param kind the expected kind
     * @param contract the receiver's own contract
     * @param key the proxy's key, known from the handshake
     */
    public static PaymentVerification verify(byte[] boc, Kind kind, TonAddress contract, Ed25519PublicKey key) {
        try {
            return parse(boc).verify(kind, contract, key);
        } catch (SignedPaymentException e) {
            return new PaymentVerification.Invalid(e.defect(), String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #verify(byte[], Kind, TonAddress, Ed25519PublicKey)} for a payment that was parsed before. */
    public PaymentVerification verify(Kind expectedKind, TonAddress expectedContract, Ed25519PublicKey key) {
        if (kind != expectedKind) {
            return invalid(PaymentDefect.WRONG_KIND, kind + " (expected: " + expectedKind + ")");
        }
        if (!contract.equals(expectedContract)) {
            return invalid(PaymentDefect.WRONG_CONTRACT, "for " + contract + " (expected: " + expectedContract + ")");
        }
        if (!key.verify(payload.hash().toBytes(), signature)) {
            return invalid(PaymentDefect.BAD_SIGNATURE, "not signed by " + key);
        }
        return new PaymentVerification.Valid(this);
    }

    private static PaymentVerification invalid(PaymentDefect defect, String problem) {
        return new PaymentVerification.Invalid(defect, "signed payment: " + problem);
    }

    /** The same payment whose excess coins go to another address; kind, query id, payload and signature stay. */
    public SignedPayment repack(TonAddress newExcessesTo) {
        return new SignedPayment(kind, queryId, tokens, contract, newExcessesTo, signature, payload);
    }

    /** What the contract is told to do. */
    public Kind kind() {
        return kind;
    }

    /** The query id, any 64 bits. */
    public long queryId() {
        return queryId;
    }

    /**
     * The cumulative counter in adjusted tokens.
     *
     * @throws IllegalStateException if the kind carries none
     */
    public TokenCount tokens() {
        if (!kind.tokens) {
            throw new IllegalStateException(kind + " carries no token counter");
        }
        return tokens;
    }

    /** The contract that shall execute the message. */
    public TonAddress contract() {
        return contract;
    }

    /** Who gets the excess coins; not signed. */
    public TonAddress excessesTo() {
        return excessesTo;
    }

    /** The message body to send to the contract. */
    public Cell body() {
        return PaymentCells.body(kind, queryId, excessesTo, signature, payload);
    }

    /** The body as bag of cells, the {@code data} of {@code proxy.signedPayment}. */
    public byte[] toBoc() {
        return BagOfCells.serialize(body());
    }

    /** Equality of the bodies. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SignedPayment payment && body().equals(payment.body());
    }

    @Override
    public int hashCode() {
        return body().hashCode();
    }

    @Override
    public String toString() {
        return "SignedPayment[" + kind + (kind.tokens ? ", " + tokens : "") + ", contract " + contract + "]";
    }
}
