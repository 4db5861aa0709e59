package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.http.ChainView.ViewBlock;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.block.AccountStatus;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Objects of version 3. */
final class V3Json {

    private V3Json() {}

    /** The raw form with capital digits, as version 3 spells all addresses. */
    static String raw(TonAddress address) {
        return address.toString().toUpperCase(Locale.ROOT);
    }

    static JsonValue hash(@Nullable Cell cell) {
        return cell == null ? JsonNull.INSTANCE : JsonValue.of(cell.hash().toBase64());
    }

    static JsonObject blockId(BlockId id, int workchain) {
        return JsonValue.object(
                "workchain", workchain,
                "shard", shard(id),
                "seqno", id.seqno());
    }

    private static String shard(BlockId id) {
        return Long.toHexString(id.shard()).toUpperCase(Locale.ROOT);
    }

    static JsonObject block(ViewBlock block, int workchain) {
        BlockId id = block.id();
        return JsonValue.object(
                "workchain",
                workchain,
                "shard",
                shard(id),
                "seqno",
                id.seqno(),
                "root_hash",
                id.rootHash().toBase64(),
                "file_hash",
                id.fileHash().toBase64(),
                "global_id",
                -239,
                "version",
                0,
                "after_merge",
                false,
                "before_split",
                false,
                "after_split",
                false,
                "want_merge",
                false,
                "want_split",
                false,
                "key_block",
                id.seqno() == 1,
                "vert_seqno_incr",
                false,
                "flags",
                0,
                "gen_utime",
                Long.toString(block.time().getEpochSecond()),
                "start_lt",
                Long.toUnsignedString(V2Api.edge(block, true)),
                "end_lt",
                Long.toUnsignedString(V2Api.edge(block, false)),
                "tx_count",
                block.transactions().size(),
                "masterchain_block_ref",
                blockId(id, -1));
    }

    /** {@code active}, {@code uninit}, {@code frozen} or {@code nonexist}. */
    static String status(AccountState.Status status) {
        return switch (status) {
            case ACTIVE -> "active";
            case FROZEN -> "frozen";
            case UNINITIALIZED -> "uninit";
            default -> "nonexist";
        };
    }

    private static String status(AccountStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case FROZEN -> "frozen";
            case UNINITIALIZED -> "uninit";
            default -> "nonexist";
        };
    }

    static JsonObject account(AccountState account, boolean boc) {
        JsonObject json = JsonValue.object(
                "address", raw(account.address()),
                "account_state_hash", Hash256.ZERO.toBase64(),
                "balance", Long.toString(account.balance().value()),
                "extra_currencies", JsonValue.object(),
                "status", status(account.status()),
                "last_transaction_hash", account.last().hash().toBase64(),
                "last_transaction_lt", Long.toUnsignedString(account.last().lt()),
                "data_hash", hash(account.data()),
                "code_hash", hash(account.code()));
        return boc && account.isActive()
                ? json.with("data_boc", JsonValue.of(Stacks.base64(account.data())))
                        .with("code_boc", JsonValue.of(Stacks.base64(account.code())))
                : json;
    }

    static JsonObject information(AccountState account) {
        return JsonValue.object(
                "balance", Long.toString(account.balance().value()),
                "code", nullable(account.code()),
                "data", nullable(account.data()),
                "frozen_hash", JsonNull.INSTANCE,
                "last_transaction_lt", Long.toUnsignedString(account.last().lt()),
                "last_transaction_hash", account.last().hash().toBase64(),
                "status", V2Json.status(account));
    }

    private static JsonValue nullable(@Nullable Cell cell) {
        return cell == null ? JsonNull.INSTANCE : JsonValue.of(Stacks.base64(cell));
    }

    static JsonObject transaction(ViewTransaction view, BlockId block) {
        Transaction transaction = Transaction.parse(view.cell());
        return JsonValue.object(
                "account", raw(view.account()),
                "hash", view.hash().toBase64(),
                "lt", Long.toUnsignedString(view.lt()),
                "now", transaction.time(),
                "mc_block_seqno", view.block(),
                "prev_trans_hash", transaction.previousHash().toBase64(),
                "prev_trans_lt", Long.toUnsignedString(transaction.previousLt()),
                "orig_status", status(transaction.before()),
                "end_status", status(transaction.after()),
                "total_fees", Long.toString(transaction.totalFees().coins().value()),
                "total_fees_extra_currencies", JsonValue.object(),
                "description", V3Description.of(transaction.description()),
                "block_ref", blockId(block, view.account().workchain()),
                "in_msg", transaction.incoming() == null ? JsonNull.INSTANCE : message(transaction.incoming()),
                "out_msgs",
                        JsonValue.array(transaction.outgoing().stream()
                                .map(V3Json::message)
                                .toList()),
                "account_state_before", stateHash(transaction.update().before()),
                "account_state_after", stateHash(transaction.update().after()),
                "emulated", false);
    }

    private static JsonObject stateHash(Hash256 hash) {
        return JsonValue.object("hash", hash.toBase64());
    }

    static JsonObject message(Message message) {
        MessageHeader header = message.header();
        JsonObject json = JsonValue.object(
                "hash", message.toCell().hash().toBase64(),
                "source", account(header.source()),
                "destination", account(header.destination()),
                "value", JsonNull.INSTANCE,
                "value_extra_currencies", JsonValue.object(),
                "fwd_fee", JsonNull.INSTANCE,
                "ihr_fee", JsonNull.INSTANCE,
                "created_lt", JsonNull.INSTANCE,
                "created_at", JsonNull.INSTANCE,
                "opcode", opcode(message.body()),
                "ihr_disabled", JsonNull.INSTANCE,
                "bounce", JsonNull.INSTANCE,
                "bounced", JsonNull.INSTANCE,
                "import_fee", JsonNull.INSTANCE,
                "message_content", content(message.body()).with("decoded", JsonNull.INSTANCE),
                "init_state",
                        message.init() == null
                                ? JsonNull.INSTANCE
                                : content(message.init().toCell()));
        if (header instanceof MessageHeader.Internal internal) {
            return internal(json, internal);
        } else if (header instanceof MessageHeader.ExternalIn external) {
            return json.with(
                            "hash_norm",
                            JsonValue.of(Chain.normalizedHash(message).toBase64()))
                    .with("import_fee", coins(external.importFee()));
        }
        return json;
    }

    private static JsonObject internal(JsonObject json, MessageHeader.Internal header) {
        return json.with("value", coins(header.value().coins()))
                .with("fwd_fee", coins(header.forwardFee()))
                .with("ihr_fee", coins(header.ihrFee()))
                .with("created_lt", JsonValue.of(Long.toUnsignedString(header.createdLt())))
                .with("created_at", JsonValue.of(Long.toString(header.createdAt())))
                .with("ihr_disabled", JsonValue.of(header.ihrDisabled()))
                .with("bounce", JsonValue.of(header.bounce()))
                .with("bounced", JsonValue.of(header.bounced()));
    }

    static JsonValue coins(NanoTon amount) {
        return JsonValue.of(Long.toString(amount.value()));
    }

    private static JsonObject content(Cell cell) {
        return JsonValue.object("hash", cell.hash().toBase64(), "body", Stacks.base64(cell));
    }

    private static JsonValue opcode(Cell body) {
        if (body.isExotic() || body.bits() < Integer.SIZE) {
            return JsonNull.INSTANCE;
        }
        CellSlice in = body.beginRead();
        return JsonValue.of(String.format(Locale.ROOT, "0x%08x", in.loadUint(Integer.SIZE)));
    }

    private static JsonValue account(MsgAddress address) {
        return address instanceof MsgAddress.Standard standard
                ? JsonValue.of(raw(standard.address()))
                : JsonNull.INSTANCE;
    }
}
