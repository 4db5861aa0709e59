package dev.cocoonsdk.devnet.contract;

import dev.cocoonsdk.devnet.DevnetTransaction;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.ComputePhase;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.block.TransactionDescription;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What followed from one message. */
record Outcome(List<DevnetTransaction> transactions) {

    private static final int BOUNCED = 0xffffffff;

    /**
     * A message that a contract sent.
     *
     * @param op the first 32 bits of the body; of a bounced one those behind its mark; null if there are none
     * @param result how its transaction went, as {@link #result}
     */
    record Sent(
            TonAddress source,
            TonAddress destination,
            Integer op,
            long value,
            boolean bounce,
            boolean bounced,
            String result) {}

    /** How the first transaction went: {@code exit 0}, {@code skipped (no-gas)}, {@code action 37}. */
    String result() {
        return result(transactions.get(0));
    }

    /** All messages of contracts, in the order of their transactions. */
    List<Sent> sent() {
        return transactions.stream().flatMap(this::sentBy).toList();
    }

    /** What an account got as payouts and excesses. */
    long received(TonAddress account) {
        return sent().stream()
                .filter(message -> message.destination().equals(account))
                .mapToLong(Sent::value)
                .sum();
    }

    private Stream<Sent> sentBy(DevnetTransaction transaction) {
        return transaction.transaction().outgoing().stream().map(message -> sent(transaction.account(), message));
    }

    private Sent sent(TonAddress source, Message message) {
        MessageHeader.Internal header = (MessageHeader.Internal) message.header();
        TonAddress destination = ((MsgAddress.Standard) header.destination()).address();
        CellSlice body = message.body().beginRead();
        Integer op = body.remainingBits() < 32 ? null : Integer.valueOf((int) body.loadUint(32));
        if (header.bounced() && op != null && op == BOUNCED) {
            op = (int) body.loadUint(32);
        }
        String result = receiving(header).map(Outcome::result).orElse("");
        return new Sent(
                source, destination, op, header.value().coins().value(), header.bounce(), header.bounced(), result);
    }

    private Optional<DevnetTransaction> receiving(MessageHeader.Internal sent) {
        return transactions.stream()
                .filter(transaction -> transaction.incoming().header() instanceof MessageHeader.Internal header
                        && header.createdLt() == sent.createdLt()
                        && header.source().equals(sent.source()))
                .findFirst();
    }

    private static String result(DevnetTransaction transaction) {
        TransactionDescription.Ordinary description =
                (TransactionDescription.Ordinary) transaction.transaction().description();
        if (description.compute() instanceof ComputePhase.Skipped skipped) {
            return "skipped ("
                    + skipped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-') + ")";
        }
        ComputePhase.Ran ran = (ComputePhase.Ran) description.compute();
        if (ran.success()
                && description.action() != null
                && !description.action().success()) {
            return "action " + description.action().resultCode();
        }
        return "exit " + ran.exitCode();
    }
}
