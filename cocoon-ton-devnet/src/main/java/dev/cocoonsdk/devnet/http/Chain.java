package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.devnet.http.ChainView.ViewBlock;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What both versions of the interface ask of the chain, with failures as {@link ApiException}. */
final class Chain {

    /** Most get-methods run in milliseconds; this only keeps a request from hanging. */
    private static final long LIMIT_SECONDS = 60;

    private final ChainView view;

    Chain(ChainView view) {
        this.view = view;
    }

    ChainView view() {
        return view;
    }

    AccountState account(TonAddress address) {
        return await(view.api().account(address));
    }

    GetMethodResult run(TonAddress address, String method, List<StackValue> arguments) {
        return await(view.api().runGetMethod(address, method, arguments));
    }

    /**
     * Hands a message over.
     *
     * @return it
     */
    Message send(Cell cell) {
        Message message;
        try {
            message = Message.parse(cell);
        } catch (CellException e) {
            throw ApiException.invalid("boc: " + e.getMessage());
        }
        if (!(message.header() instanceof MessageHeader.ExternalIn)) {
            throw ApiException.invalid("boc: (expected: an external message)");
        }
        await(view.api().send(cell));
        return message;
    }

    /** The hash that a message has in its standard spelling: no source, no fee, no initial state, body by reference. */
    static Hash256 normalizedHash(Message message) {
        if (message.header() instanceof MessageHeader.ExternalIn external) {
            MessageHeader header = MessageHeader.ExternalIn.to(external.destination());
            return new Message(header, null, false, message.body(), true)
                    .toCell()
                    .hash();
        }
        return message.toCell().hash();
    }

    /** A block of this number. */
    ViewBlock block(long seqno) {
        ViewBlock block = view.block(seqno);
        if (block == null) {
            throw ApiException.notFound("LITE_SERVER_NOTREADY: block " + seqno + " (newest: "
                    + view.latest().id().seqno() + ")");
        }
        return block;
    }

    List<ViewTransaction> transactions(TonAddress account) {
        return view.transactions(account);
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof TonApiException || cause instanceof IllegalArgumentException) {
                throw ApiException.chain("LITE_SERVER_UNKNOWN: " + cause.getMessage());
            }
            throw new IllegalStateException("chain: " + cause, cause);
        } catch (TimeoutException e) {
            throw ApiException.chain("LITE_SERVER_NETWORK: no answer within " + LIMIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.chain("LITE_SERVER_NETWORK: interrupted");
        }
    }
}
