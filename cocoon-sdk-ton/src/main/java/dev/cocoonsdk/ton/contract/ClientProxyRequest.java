package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * What a client contract tells the proxy contract after every change ({@code docs/protocol/contracts.md} 7.3, {@code
 * client_proxy_request}).
 *
 * @param queryId that of the message that caused it
 * @param owner the client's Cocoon wallet; true only if the sender is the contract that belongs to it
 * @param client the client contract after the change
 * @param payload what the proxy contract shall do, or null for information only
 */
public record ClientProxyRequest(
        long queryId,
        TonAddress owner,
        ClientSnapshot client,
        @Nullable ClientPayload payload) implements QueryMessage {

    static ClientProxyRequest read(long queryId, CellSlice in) {
        TonAddress owner = TonAddress.read(in);
        ClientSnapshot client = ClientSnapshot.parse(in.loadRef());
        Cell payload = in.loadMaybeRef();
        return new ClientProxyRequest(queryId, owner, client, payload == null ? null : ClientPayload.parse(payload));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_PROXY_REQUEST;
    }

    @Override
    public Cell toCell() {
        CellBuilder out = Bodies.address(Bodies.begin(operation(), queryId), owner);
        return out.storeRef(client.toCell())
                .storeMaybeRef(payload == null ? null : payload.toCell())
                .build();
    }
}
