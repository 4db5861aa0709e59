package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The root contract of a network ({@code docs/protocol/contracts.md} 4, 7.4, 9.5, 13). Immutable and thread-safe. */
public final class RootContract {

    private static final int MAX_VERSION_BITS = 32;

    private final TonAddress address;

    private RootContract(TonAddress address) {
        this.address = address;
    }

    /** The root contract at an address. */
    public static RootContract at(TonAddress address) {
        return new RootContract(address);
    }

    /**
     * The state of a new root contract without proxies, images and models.
     *
     * @param code the contract's code
     * @param owner may change the contract
     * @param params parameters with all codes
     */
    public static StateInit init(Cell code, TonAddress owner, ContractParams params) {
        Cell lists = new CellBuilder()
                .storeBit(false)
                .storeBit(false)
                .storeUint(0, 32)
                .storeBit(false)
                .storeBit(false)
                .build();
        CellBuilder data = Bodies.address(new CellBuilder(), owner).storeUint(0, MAX_VERSION_BITS);
        return new StateInit(
                code,
                data.storeRef(lists)
                        .storeRef(params.toCell(ContractParams.Form.ROOT))
                        .build());
    }

    /**
     * A root contract's storage with other parameters and the version one higher, for {@link RootUpgradeFull}; lists and owner stay.
     *
     * @param data the present storage
     * @throws CellException if the storage has another layout
     */
    public static Cell withParams(Cell data, ContractParams params) {
        CellSlice in = data.beginRead();
        TonAddress owner = TonAddress.read(in);
        long version = in.loadUint(MAX_VERSION_BITS);
        CellBuilder out = Bodies.address(new CellBuilder(), owner).storeUint(version + 1, MAX_VERSION_BITS);
        out.storeRef(in.loadRef()).storeRef(params.toCell(ContractParams.Form.ROOT));
        in.loadRef();
        return out.storeSlice(in).build();
    }

    /** The contract's address. */
    public TonAddress address() {
        return address;
    }

    /**
     * The configuration in the contract's storage, with the time of the account's block.
     *
     * @param account this contract's account
     * @return null if it is not deployed
     * @throws CellException if the data cell has another layout
     * @throws IllegalArgumentException if it is another account
     */
    public @Nullable RootConfig config(AccountState account) {
        Cell data = Accounts.data(address, account);
        return data == null ? null : RootConfig.parse(data, account.time());
    }

    /** Asks the contract; the stage fails with {@link dev.cocoonsdk.ton.api.TonApiException} if it does not answer as expected. */
    public CompletionStage<RootData> data(TonApi api) {
        return StackReader.ask(api, address, RootData.METHOD, List.of(), RootData::read);
    }

    /** Asks the contract for its parameters; fails as {@link #data}. */
    public CompletionStage<RootParams> params(TonApi api) {
        return StackReader.ask(api, address, RootParams.METHOD, List.of(), RootParams::read);
    }

    /** Asks for the last number given to a proxy, an unsigned 32-bit number; fails as {@link #data}. */
    public CompletionStage<Long> lastProxySeqno(TonApi api) {
        return StackReader.ask(api, address, "last_proxy_seqno", List.of(), StackReader::uint32);
    }

    /** Asks whether an image of proxies is allowed; fails as {@link #data}. */
    public CompletionStage<Boolean> isProxyHashValid(TonApi api, Hash256 hash) {
        return isValid(api, "proxy_hash_is_valid", hash);
    }

    /** Asks whether an image of workers is allowed; fails as {@link #data}. */
    public CompletionStage<Boolean> isWorkerHashValid(TonApi api, Hash256 hash) {
        return isValid(api, "worker_hash_is_valid", hash);
    }

    /** Asks whether a model is allowed; fails as {@link #data}. */
    public CompletionStage<Boolean> isModelHashValid(TonApi api, Hash256 hash) {
        return isValid(api, "model_hash_is_valid", hash);
    }

    private CompletionStage<Boolean> isValid(TonApi api, String method, Hash256 hash) {
        StackValue argument = new StackValue.Int(new BigInteger(1, hash.toBytes()));
        return StackReader.ask(api, address, method, List.of(argument), StackReader::flag);
    }

    /** Sends an operation of the owner's with the usual coins. */
    public Transfer send(ContractMessage message) {
        return Transfer.message(address, AttachedValue.ROOT_OPERATION, message.toCell());
    }
}
