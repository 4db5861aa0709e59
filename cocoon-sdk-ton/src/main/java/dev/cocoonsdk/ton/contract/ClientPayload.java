package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/** What a client contract wants of the proxy contract, in a {@link ClientProxyRequest} ({@code docs/protocol/contracts.md} 7.3). */
public sealed interface ClientPayload
        permits ClientProxyTopUp, ClientProxyRegister, ClientProxyRefundGranted, ClientProxyRefundForce {

    /** What the payload begins with. */
    Operation operation();

    /** The payload's cell. */
    Cell toCell();

    /**
     * Reads a payload.
     *
     * @throws CellException if the operation is none of a payload, the layout another one, or anything left over
     */
    static ClientPayload parse(Cell cell) {
        CellSlice in = cell.beginRead();
        int code = (int) in.loadUint(32);
        ClientPayload payload = read(Operation.of(code).orElse(Operation.BOUNCED), in);
        in.endParse();
        return payload;
    }

    private static ClientPayload read(Operation operation, CellSlice in) {
        return switch (operation) {
            case CLIENT_PROXY_TOP_UP -> ClientProxyTopUp.read(in);
            case CLIENT_PROXY_REGISTER -> ClientProxyRegister.read(in);
            case CLIENT_PROXY_REFUND_GRANTED -> ClientProxyRefundGranted.read(in);
            case CLIENT_PROXY_REFUND_FORCE -> ClientProxyRefundForce.read(in);
            default -> throw new CellException("payload: unknown operation (expected: that of a client's payload)");
        };
    }
}
