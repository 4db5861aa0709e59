package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.internal.emulator.ChainConfig;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.Dictionary;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The account from which everybody gets coins. Its contract sends what anybody tells it to. */
final class Faucet {

    /** A fifth of what there is on mainnet. */
    static final NanoTon COINS = NanoTon.ofTon(1_000_000_000);

    private static final Hash256 NAME = Hash256.sha256("cocoon devnet faucet".getBytes(StandardCharsets.US_ASCII));
    private static final int KEY_BITS = 16;
    private static final int PAY_FEES_SEPARATELY = 1;

    private final StateInit contract = new StateInit(
            ChainConfig.faucetCode(), new CellBuilder().storeHash(NAME).build());

    TonAddress address() {
        return contract.address();
    }

    /** The first message of a chain: from nowhere, with all the coins. */
    Message genesis() {
        return Devnet.internalFrom(new TonAddress(-1, Hash256.ZERO), Transfer.deploy(contract, COINS));
    }

    Message order(TonAddress receiver, NanoTon amount) {
        MessageHeader.Internal header = MessageHeader.Internal.toSend(false, MsgAddress.of(receiver), amount);
        Cell entry = new CellBuilder()
                .storeUint(PAY_FEES_SEPARATELY, 8)
                .storeRef(Message.of(header, null, Cell.EMPTY).toCell())
                .build();
        CellBuilder body = new CellBuilder().storeHash(NAME);
        Dictionary.of(KEY_BITS, Map.of(Bytes.wrap(new byte[KEY_BITS / 8]), entry))
                .write(body);
        return Message.of(MessageHeader.ExternalIn.to(MsgAddress.of(address())), null, body.build());
    }
}
