package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.broker.internal.market.MarketStats;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;
import java.util.Map;

/**
 * Statistics for the operator: the members of the reference's {@code /jsonstats} that exist here ({@code
 * docs/protocol/http-api.md} 5.2; plain totals instead of decaying rates), and the same as Prometheus text.
 *
 * @param registry the workers
 * @param ledger the counters
 * @param stats the requests
 * @param contracts addresses of the contracts
 * @param testnet how addresses are written
 */
public record StatsView(
        WorkerRegistry registry, Ledger ledger, MarketStats stats, ContractAddresses contracts, boolean testnet) {

    boolean isHealthy() {
        return ledger.isHealthy();
    }

    JsonObject json() {
        MarketStats.Figures figures = stats.figures();
        return JsonValue.object(
                "status",
                JsonValue.object("enabled", true, "ledger_healthy", ledger.isHealthy()),
                "stats",
                JsonValue.object(
                        "queries", figures.queries(),
                        "success", figures.success(),
                        "failed", figures.failed(),
                        "rejected", figures.rejected(),
                        "cancelled", figures.cancelled(),
                        "moved", figures.moved(),
                        "overcharges", figures.overcharges(),
                        "bytes_received", figures.bytesReceived(),
                        "bytes_sent", figures.bytesSent(),
                        "total_adjusted_tokens_used", figures.tokens()),
                "smartcontract",
                JsonValue.object("address", contracts.proxy().toWire(testnet)),
                "workers",
                JsonValue.array(all(Party.WORKER)),
                "worker_connections",
                JsonValue.array(
                        registry.statuses().stream().map(this::connection).toList()),
                "clients",
                JsonValue.array(all(Party.CLIENT)));
    }

    private List<JsonObject> all(Party party) {
        return ledger.all(party).entrySet().stream()
                .map(entry -> party == Party.WORKER ? worker(entry) : client(entry))
                .toList();
    }

    private JsonObject worker(Map.Entry<TonAddress, TokenCounter.Levels> entry) {
        TokenCounter.Levels levels = entry.getValue();
        return JsonValue.object(
                "owner_address",
                entry.getKey().toWire(testnet),
                "sc_address",
                contracts.worker(entry.getKey()).toWire(testnet),
                "earned_tokens",
                levels.db(),
                "committed_tokens",
                levels.chain());
    }

    private JsonObject client(Map.Entry<TonAddress, TokenCounter.Levels> entry) {
        TokenCounter.Levels levels = entry.getValue();
        return JsonValue.object(
                "owner_address",
                entry.getKey().toWire(testnet),
                "sc_address",
                contracts.client(entry.getKey()).toWire(testnet),
                "used_tokens",
                levels.db(),
                "committed_tokens",
                levels.chain(),
                "reserved_tokens",
                levels.reserved(),
                "running_queries",
                levels.running());
    }

    private JsonObject connection(WorkerRegistry.Status status) {
        return JsonValue.object(
                "owner_address",
                status.account().owner().toWire(testnet),
                "model",
                status.model().value(),
                "coefficient",
                status.coefficient(),
                "running_queries",
                status.running(),
                "max_running_queries",
                status.capacity(),
                "queries_success",
                status.finished(),
                "queries_failed",
                status.failed(),
                "enabled",
                status.enabled());
    }

    /** Prometheus text format. */
    String metrics() {
        MarketStats.Figures figures = stats.figures();
        StringBuilder text = new StringBuilder();
        counter(text, "queries", "requests given to a worker", figures.queries());
        counter(text, "success", "requests with a complete answer", figures.success());
        counter(text, "failed", "requests without a complete answer", figures.failed());
        counter(text, "rejected", "requests refused before a worker got them", figures.rejected());
        counter(text, "cancelled", "requests whose caller went away", figures.cancelled());
        counter(text, "moved", "times a request was given to another worker", figures.moved());
        counter(text, "overcharges", "answers with more tokens than reserved", figures.overcharges());
        counter(text, "request_bytes", "bytes of requests", figures.bytesReceived());
        counter(text, "answer_bytes", "bytes of answers", figures.bytesSent());
        counter(text, "tokens", "adjusted tokens charged", figures.tokens());
        return text.toString();
    }

    private static void counter(StringBuilder text, String name, String help, long value) {
        String metric = "cocoon_broker_" + name + "_total";
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(" counter\n");
        text.append(metric).append(' ').append(value).append('\n');
    }
}
