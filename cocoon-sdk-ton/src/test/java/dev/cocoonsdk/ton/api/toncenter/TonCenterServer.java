package dev.cocoonsdk.ton.api.toncenter;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers in the shapes that TonCenter documents. */
final class TonCenterServer {

    static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    static final String BLOCK = "\"workchain\":-1,\"shard\":\"-9223372036854775808\",\"seqno\":51148696,"
            + "\"root_hash\":\"pdEYB4jzhoEFdOMdCgfXJ0z4vylDW27ETqVaSJEDyqs=\","
            + "\"file_hash\":\"l3sF5XbGapYGFnma+6dIk0fuZYdJYO4yAkNsjDkyxcc=\"";

    final WireMockServer http = new WireMockServer(
            WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    URI start(String path) {
        http.start();
        return URI.create("http://127.0.0.1:" + http.port() + path);
    }

    static String base64(Cell cell) {
        return Base64.getEncoder().encodeToString(BagOfCells.serialize(cell));
    }

    void answer(String path, Map<String, String> query, String json) {
        MappingBuilder mapping = get(urlPathEqualTo(path));
        query.forEach((name, value) -> mapping.withQueryParam(name, equalTo(value)));
        http.stubFor(mapping.willReturn(okJson(json)));
    }

    void answerPost(String path, String json) {
        http.stubFor(post(urlPathEqualTo(path)).willReturn(okJson(json)));
    }

    void refuse(int status, String body) {
        http.stubFor(any(anyUrl()).willReturn(status(status).withBody(body)));
    }

    /** {@code getAddressInformation} of an active account. */
    static String v2Account(Cell code, Cell data, TransactionId last) {
        return "{\"ok\":true,\"result\":{\"@type\":\"raw.fullAccountState\",\"balance\":\"1592521995920473\","
                + "\"extra_currencies\":[],\"code\":\"" + base64(code) + "\",\"data\":\"" + base64(data) + "\","
                + "\"last_transaction_id\":{\"@type\":\"internal.transactionId\",\"lt\":\""
                + Long.toUnsignedString(last.lt()) + "\",\"hash\":\""
                + last.hash().toBase64() + "\"},"
                + "\"block_id\":{\"@type\":\"ton.blockIdExt\"," + BLOCK + "},\"frozen_hash\":\"\","
                + "\"sync_utime\":1755812855,\"state\":\"active\"},\"@extra\":\"1755812855.19:3:0.47\"}";
    }

    /** A page of {@code getTransactions}, newest first. */
    static String v2Transactions(TonAddress address, List<Cell> newestFirst) {
        List<JsonObject> items =
                newestFirst.stream().map(cell -> v2Transaction(address, cell)).toList();
        return JsonValue.object("ok", true, "result", JsonValue.array(items)).toJson();
    }

    private static JsonObject v2Transaction(TonAddress address, Cell cell) {
        Transaction transaction = Transaction.parse(cell);
        return JsonValue.object(
                "@type", "raw.transaction",
                "address", JsonValue.object("@type", "accountAddress", "account_address", address.toString()),
                "utime", transaction.time(),
                "data", base64(cell),
                "transaction_id",
                        JsonValue.object(
                                "@type", "internal.transactionId",
                                "lt", Long.toUnsignedString(transaction.lt()),
                                "hash", transaction.hash().toBase64()),
                "fee", "3",
                "storage_fee", "0",
                "other_fee", "3",
                "out_msgs", JsonValue.array(List.of()));
    }

    /** {@code transactions} of version 3, oldest first. */
    static String v3Transactions(TonAddress address, List<Cell> oldestFirst) {
        List<JsonObject> items =
                oldestFirst.stream().map(cell -> v3Transaction(address, cell)).toList();
        return JsonValue.object("transactions", JsonValue.array(items), "address_book", JsonValue.object())
                .toJson();
    }

    private static JsonObject v3Transaction(TonAddress address, Cell cell) {
        Transaction transaction = Transaction.parse(cell);
        TonTransaction summary = TonTransaction.of(transaction);
        boolean skipped = summary.outcome() == TonTransaction.Outcome.SKIPPED;
        JsonObject compute = skipped
                ? JsonValue.object("skipped", true, "reason", "no_gas")
                : JsonValue.object("skipped", false, "success", true, "exit_code", 0);
        return JsonValue.object(
                "account", address.toString().toUpperCase(Locale.ROOT),
                "hash", transaction.hash().toBase64(),
                "lt", Long.toUnsignedString(transaction.lt()),
                "now", transaction.time(),
                "mc_block_seqno", 21586062,
                "prev_trans_hash", transaction.previousHash().toBase64(),
                "prev_trans_lt", Long.toUnsignedString(transaction.previousLt()),
                "orig_status", "active",
                "end_status", "active",
                "total_fees", "3",
                "description",
                        JsonValue.object(
                                "type",
                                "ord",
                                "aborted",
                                summary.outcome() != TonTransaction.Outcome.SUCCEEDED,
                                "compute_ph",
                                compute),
                "in_msg",
                        JsonValue.object(
                                "hash", ZEROS,
                                "source", String.valueOf(summary.source()),
                                "destination", address.toString(),
                                "value", Long.toString(summary.value().value()),
                                "bounced", summary.bounced(),
                                "message_content",
                                        JsonValue.object(
                                                "hash", summary.body().hash().toBase64(),
                                                "body", base64(summary.body()))),
                "out_msgs", JsonValue.array(List.of()));
    }
}
