package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.cell.Cell;

/**
 * A message that a proxy signed ({@code docs/protocol/contracts.md} 8); whether its signature holds is what {@link SignedPayment#verify}
 * says.
 *
 * @param payment what was signed
 */
public record SignedRequest(SignedPayment payment) implements QueryMessage {

    @Override
    public Operation operation() {
        return Operation.of(payment.kind().operation()).orElseThrow();
    }

    @Override
    public long queryId() {
        return payment.queryId();
    }

    @Override
    public Cell toCell() {
        return payment.body();
    }
}
