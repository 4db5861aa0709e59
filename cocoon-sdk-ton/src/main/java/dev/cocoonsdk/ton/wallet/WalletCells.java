package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the messages of all wallets have in common ({@code docs/protocol/contracts.md} 9.6). */
final class WalletCells {

    private static final long MAX_UINT32 = 0xffff_ffffL;

    private WalletCells() {}

    /** The message as the C++ nodes build it. */
    static Cell message(Transfer transfer) {
        MessageHeader header = MessageHeader.Internal.toSend(
                transfer.bounce(), MsgAddress.of(transfer.destination()), transfer.value());
        return Message.of(header, transfer.init(), transfer.body()).toCell();
    }

    /** 0, fees from the coins, or 1, fees besides them, when there are too few ({@code docs/protocol/payments.md} 2). */
    static int mode(Transfer transfer) {
        return transfer.value().value() > 1 ? 0 : 1;
    }

    /** Mode and message of each transfer. */
    static void writeTransfers(CellBuilder out, List<Transfer> transfers, int extraMode) {
        for (Transfer transfer : transfers) {
            out.storeUint(mode(transfer) | extraMode, 8).storeRef(message(transfer));
        }
    }

    static byte[] sign(Ed25519Key signer, Cell unsigned) {
        return signer.sign(unsigned.hash().toBytes());
    }

    /** Checks what every wallet demands, and gives the initial state if the message has to bring it. */
    static @Nullable StateInit check(
            WalletContract wallet, Ed25519Key signer, long seqno, long validUntil, List<Transfer> transfers) {
        if (!signer.publicKey().equals(wallet.key())) {
            throw new IllegalArgumentException("key: " + signer.publicKey() + " (expected: " + wallet.key() + ")");
        }
        checkUint32("seqno", seqno);
        checkUint32("valid until", validUntil);
        if (transfers.size() > wallet.maxTransfers()) {
            throw new IllegalArgumentException(
                    "transfers: " + transfers.size() + " (expected: <= " + wallet.maxTransfers() + ")");
        }
        if (seqno != 0) {
            return null;
        }
        if (!wallet.canDeploy()) {
            throw new IllegalStateException("wallet " + wallet.address()
                    + ": to be deployed, but only the hash of its code is known (expected: its code)");
        }
        return wallet.init();
    }

    private static void checkUint32(String name, long value) {
        if (value < 0 || value > MAX_UINT32) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to " + MAX_UINT32 + ")");
        }
    }

    /** Contract code that comes with this library. */
    static Cell resource(String name, String expectedHash) {
        try (InputStream in = WalletCells.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return checked(name, BagOfCells.parseSingle(in.readAllBytes()), Hash256.ofHex(expectedHash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cell checked(String what, Cell code, Hash256 expected) {
        if (!code.hash().equals(expected)) {
            throw new IllegalArgumentException(what + ": code hash " + code.hash() + " (expected: " + expected + ")");
        }
        return code;
    }
}
