package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/** Body and payload of signed payments, {@code docs/protocol/contracts.md} 8. */
final class PaymentCells {

    private PaymentCells() {}

    /** Operation, query id, counter if the kind has one, contract. */
    static Cell payload(Kind kind, long queryId, TokenCount tokens, TonAddress contract) {
        CellBuilder payload = new CellBuilder();
        payload.storeUint(Integer.toUnsignedLong(kind.operation()), 32).storeUint(queryId, 64);
        if (kind.hasTokens()) {
            payload.storeUint(tokens.value(), 64);
        }
        contract.write(payload);
        return payload.build();
    }

    /** Operation, query id, address for excess coins, signature, reference to the payload. */
    static Cell body(Kind kind, long queryId, TonAddress excessesTo, byte[] signature, Cell payload) {
        CellBuilder body = new CellBuilder();
        body.storeUint(Integer.toUnsignedLong(kind.operation()), 32).storeUint(queryId, 64);
        excessesTo.write(body);
        return body.storeBytes(signature).storeRef(payload).build();
    }

    static SignedPayment parse(byte[] boc) {
        Cell root;
        try {
            root = BagOfCells.parseSingle(boc);
        } catch (CellException e) {
            throw new SignedPaymentException(PaymentDefect.MALFORMED_BAG, String.valueOf(e.getMessage()));
        }
        return parse(root);
    }

    static SignedPayment parse(Cell body) {
        try {
            return parseBody(body.beginRead());
        } catch (CellException e) {
            throw new SignedPaymentException(PaymentDefect.MALFORMED_BODY, String.valueOf(e.getMessage()));
        }
    }

    private static SignedPayment parseBody(CellSlice body) {
        int operation = (int) body.loadUint(32);
        long queryId = body.loadUint(64);
        TonAddress excessesTo = TonAddress.read(body);
        byte[] signature = body.loadBytes(Ed25519PublicKey.SIGNATURE_LENGTH);
        Cell payload = body.loadRef();
        body.endParse();
        Kind kind = Kind.ofOperation(operation)
                .orElseThrow(() -> new SignedPaymentException(
                        PaymentDefect.UNKNOWN_OPERATION, "operation " + Integer.toHexString(operation)));
        CellSlice in = payload.beginRead();
        if (in.loadUint(32) != Integer.toUnsignedLong(operation) || in.loadUint(64) != queryId) {
            throw new SignedPaymentException(
                    PaymentDefect.INNER_MISMATCH,
                    "operation and query id of the payload (expected: those of the body)");
        }
        TokenCount tokens = kind.hasTokens() ? loadTokens(in) : TokenCount.ZERO;
        TonAddress contract = TonAddress.read(in);
        in.endParse();
        return new SignedPayment(kind, queryId, tokens, contract, excessesTo, signature, payload);
    }

    private static TokenCount loadTokens(CellSlice in) {
        long tokens = in.loadUint(64);
        if (tokens < 0) {
            throw new SignedPaymentException(
                    PaymentDefect.TOKENS_OUT_OF_RANGE, Long.toUnsignedString(tokens) + " tokens (expected: < 2^63)");
        }
        return TokenCount.of(tokens);
    }
}
