package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.block.StoragePhase;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.block.TransactionDescription;
import java.util.List;
import java.util.Locale;

/** Objects of version 2, named after the types of the TON library. */
final class V2Json {

    private V2Json() {}

    static JsonObject block(BlockId id) {
        return JsonValue.object(
                "@type", "ton.blockIdExt",
                "workchain", id.workchain(),
                "shard", Long.toString(id.shard()),
                "seqno", id.seqno(),
                "root_hash", id.rootHash().toBase64(),
                "file_hash", id.fileHash().toBase64());
    }

    static JsonObject transactionId(TransactionId id) {
        return transactionId(id.lt(), id.hash());
    }

    private static JsonObject transactionId(long lt, Hash256 hash) {
        return JsonValue.object(
                "@type", "internal.transactionId",
                "lt", Long.toUnsignedString(lt),
                "hash", hash.toBase64());
    }

    /** {@code active}, {@code uninitialized} or {@code frozen}; version 2 knows no account that does not exist. */
    static String status(AccountState account) {
        return account.status() == AccountState.Status.MISSING
                ? "uninitialized"
                : account.status().name().toLowerCase(Locale.ROOT);
    }

    static JsonObject account(AccountState account) {
        return JsonValue.object(
                "@type", "raw.fullAccountState",
                "balance", Long.toString(account.balance().value()),
                "extra_currencies", JsonValue.array(List.of()),
                "code", Stacks.base64(account.code()),
                "data", Stacks.base64(account.data()),
                "last_transaction_id", transactionId(account.last()),
                "block_id", block(account.block()),
                "frozen_hash", "",
                "sync_utime", account.time().getEpochSecond(),
                "state", status(account));
    }

    static String friendly(TonAddress address) {
        return address.toFriendly(AddressForm.TESTNET_BOUNCEABLE);
    }

    static JsonObject transaction(ViewTransaction view) {
        Transaction transaction = Transaction.parse(view.cell());
        long fees = transaction.totalFees().coins().value();
        long storage = storageFee(transaction);
        JsonObject json = JsonValue.object(
                "@type", "raw.transaction",
                "address", JsonValue.object("@type", "accountAddress", "account_address", friendly(view.account())),
                "account", view.account().toString().toUpperCase(Locale.ROOT),
                "utime", transaction.time(),
                "data", Stacks.base64(view.cell()),
                "transaction_id", transactionId(view.lt(), view.hash()),
                "fee", Long.toString(fees),
                "storage_fee", Long.toString(storage),
                "other_fee", Long.toString(Math.max(0, fees - storage)));
        if (transaction.incoming() != null) {
            json = json.with("in_msg", message(transaction.incoming()));
        }
        return json.with(
                "out_msgs",
                JsonValue.array(
                        transaction.outgoing().stream().map(V2Json::message).toList()));
    }

    private static long storageFee(Transaction transaction) {
        StoragePhase phase = transaction.description() instanceof TransactionDescription.Ordinary ordinary
                ? ordinary.storage()
                : null;
        return phase == null ? 0 : phase.collected().value();
    }

    private static JsonObject message(Message message) {
        MessageHeader header = message.header();
        NanoTon value = NanoTon.ZERO;
        NanoTon forward = NanoTon.ZERO;
        NanoTon ihr = NanoTon.ZERO;
        long createdLt = 0;
        if (header instanceof MessageHeader.Internal internal) {
            value = internal.value().coins();
            forward = internal.forwardFee();
            ihr = internal.ihrFee();
            createdLt = internal.createdLt();
        } else if (header instanceof MessageHeader.ExternalOut out) {
            createdLt = out.createdLt();
        }
        return JsonValue.object(
                "@type", "raw.message",
                "hash", message.toCell().hash().toBase64(),
                "source", account(header.source()),
                "destination", account(header.destination()),
                "value", Long.toString(value.value()),
                "extra_currencies", JsonValue.array(List.of()),
                "fwd_fee", Long.toString(forward.value()),
                "ihr_fee", Long.toString(ihr.value()),
                "created_lt", Long.toUnsignedString(createdLt),
                "body_hash", message.body().hash().toBase64(),
                "msg_data",
                        JsonValue.object(
                                "@type",
                                "msg.dataRaw",
                                "body",
                                Stacks.base64(message.body()),
                                "init_state",
                                message.init() == null
                                        ? ""
                                        : Stacks.base64(message.init().toCell())),
                "message", "");
    }

    private static String account(MsgAddress address) {
        return address instanceof MsgAddress.Standard standard ? friendly(standard.address()) : "";
    }
}
