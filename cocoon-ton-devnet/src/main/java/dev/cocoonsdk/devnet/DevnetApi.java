package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.devnet.internal.emulator.EmulatorException;
import dev.cocoonsdk.devnet.internal.emulator.TonEmulator;
import dev.cocoonsdk.devnet.internal.emulator.VmStack;
import dev.cocoonsdk.ton.GetMethodId;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The devnet as nodes see it. */
final class DevnetApi implements TonApi {

    private final Devnet devnet;

    DevnetApi(Devnet devnet) {
        this.devnet = devnet;
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        return ask(() -> {
            devnet.currentBlock();
            return devnet.account(address);
        });
    }

    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return ask(() -> {
            AccountState state = devnet.accountAt(address, block);
            if (state == null) {
                throw new TonApiException("block " + block.seqno() + " is unknown", false);
            }
            return state;
        });
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return ask(() -> {
            List<DevnetTransaction> found = devnet.transactionsAfter(address, known);
            if (found == null) {
                throw new TonApiException("the account has no transaction at lt " + known.lt(), false);
            }
            return found.stream().map(DevnetTransaction::toTonTransaction).toList();
        });
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        return ask(() -> {
            devnet.deliver(external(message));
            return null;
        });
    }

    private static Message external(Cell cell) {
        Message message = Message.parse(cell);
        if (message.header() instanceof MessageHeader.ExternalIn) {
            return message;
        }
        throw new TonApiException("only external messages can be sent", false);
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        return ask(() -> {
            DevnetBlock block = devnet.currentBlock();
            AccountState state = devnet.account(address);
            Cell code = state.code();
            Cell data = state.data();
            if (code == null || data == null) {
                throw new TonApiException("no contract is deployed at " + address, true);
            }
            Hash256 seed = block.id().rootHash();
            TonEmulator.Contract contract = new TonEmulator.Contract(
                    address, state.balance(), code, data, block.time().getEpochSecond(), seed);
            TonEmulator.Returned returned = devnet.emulator()
                    .use(one -> one.runGetMethod(contract, GetMethodId.of(method), VmStack.toCell(arguments)));
            return new GetMethodResult(returned.exitCode(), VmStack.parse(returned.stack()));
        });
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return ask(() -> devnet.currentBlock().time());
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        return devnet.thread().submit(() -> {
            try {
                return question.get();
            } catch (MessageRefusedException | CellException | IllegalArgumentException e) {
                throw new TonApiException(String.valueOf(e.getMessage()), false, e);
            } catch (StateStoreException | EmulatorException | IllegalStateException e) {
                throw new TonApiException(String.valueOf(e.getMessage()), true, e);
            }
        });
    }

    @Override
    public void close() {
        // The devnet belongs to whoever opened it.
    }
}
