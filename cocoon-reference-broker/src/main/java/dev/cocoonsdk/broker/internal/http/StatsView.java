package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.broker.internal.market.AnswerMemory;
import dev.cocoonsdk.broker.internal.market.MarketStats;
import dev.cocoonsdk.broker.internal.market.Marketplace;
import dev.cocoonsdk.broker.internal.market.WorkerRates;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.stats.RateCounter;
import dev.cocoonsdk.network.stats.RootConfigJson;
import dev.cocoonsdk.ton.TonAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics for the operator: {@code /jsonstats} of the reference ({@code docs/protocol/http-api.md} 5.2) with our additions, the
 * same as Prometheus text, and what the process uses. Shows only counters that the ledger store has acknowledged.
 *
 * @param node what does not change
 * @param marketplace whether the broker takes part in the network
 * @param registry the workers
 * @param ledger the counters
 * @param accounts the clients
 * @param stats the requests
 * @param memory bytes of answers that wait
 */
public record StatsView(
        NodeFacts node,
        Marketplace marketplace,
        WorkerRegistry registry,
        Ledger ledger,
        AccountDirectory accounts,
        MarketStats stats,
        AnswerMemory memory) {

    boolean isHealthy() {
        return ledger.isHealthy();
    }

    JsonObject json() {
        JsonObject money = node.moneyJson();
        return money == null ? marketJson() : marketJson().with("money", money);
    }

    private JsonObject marketJson() {
        MarketStats.Figures figures = stats.figures();
        List<WorkerRegistry.Status> connections = registry.statuses();
        return JsonValue.object(
                        "status", node.status(marketplace.isEnabled()),
                        "stats", stats.toJson(),
                        "wallet", node.walletJson(),
                        "localconfig", node.localConfiguration())
                .with("smartcontract", node.contract())
                .with("old_instances", JsonValue.array(node.oldInstances()))
                .with("root_contract_config", RootConfigJson.of(node.root(), node.testnet()))
                .with("workers", JsonValue.array(workers(connections)))
                .with(
                        "worker_connections",
                        JsonValue.array(
                                connections.stream().map(this::connection).toList()))
                .with("clients", JsonValue.array(clients()))
                .with(
                        "reference_broker",
                        JsonValue.object(
                                "ledger_healthy", ledger.isHealthy(),
                                "cancelled", figures.cancelled(),
                                "moved", figures.moved(),
                                "overcharges", figures.overcharges(),
                                "answer_bytes_waiting", memory.used()));
    }

    private List<JsonObject> workers(List<WorkerRegistry.Status> connections) {
        Map<TonAddress, Integer> running = new HashMap<>();
        connections.forEach(one -> running.merge(one.account().owner(), one.running(), Integer::sum));
        return ledger.all(Party.WORKER).entrySet().stream()
                .map(entry -> worker(entry.getKey(), entry.getValue(), running.getOrDefault(entry.getKey(), 0)))
                .toList();
    }

    private JsonObject worker(TonAddress owner, TokenCounter.Levels levels, int running) {
        return JsonValue.object(
                "owner_address", node.text(owner),
                "sc_address", node.text(node.contracts().worker(owner)),
                "earned_tokens", levels.db(),
                "unpayed_tokens", Math.max(0, levels.db() - node.paid(owner)),
                "paying_now", node.isPaying(owner),
                "running_queries", running);
    }

    private List<JsonObject> clients() {
        return ledger.all(Party.CLIENT).entrySet().stream()
                .map(entry -> client(entry.getKey(), entry.getValue()))
                .toList();
    }

    private JsonObject client(TonAddress wallet, TokenCounter.Levels levels) {
        ClientAccount account = accounts.find(wallet);
        long charged = account == null ? 0 : account.tokensUsed().value();
        ClientAccount.State state = account == null ? ClientAccount.State.CLOSED : account.state();
        return JsonValue.object(
                        "owner_address", node.text(wallet),
                        "sc_address", node.text(node.contracts().client(wallet)),
                        "used_tokens", levels.db(),
                        "tokens_to_charge", Math.max(0, levels.db() - charged),
                        "available_tokens", account == null ? 0 : ledger.shownAvailable(account))
                .with("reserved_tokens", JsonValue.of(levels.reserved()))
                .with("running_queries", JsonValue.of(levels.running()))
                .with("closing", JsonValue.of(state == ClientAccount.State.CLOSING))
                .with("closed", JsonValue.of(state == ClientAccount.State.CLOSED));
    }

    private JsonObject connection(WorkerRegistry.Status status) {
        WorkerRates.Lately lately = status.lately();
        return JsonValue.object(
                        "owner_address", node.text(status.account().owner()),
                        "model", status.model().value(),
                        "worker_hash", RootConfigJson.hex(status.image()),
                        "coefficient", status.coefficient(),
                        "running_queries", status.running())
                .with("queries_10m", RateCounter.decimal(lately.queries()))
                .with("queries_time_10m", RateCounter.decimal(lately.queriesTime()))
                .with("worker_queries_time_10m", RateCounter.decimal(lately.workerQueriesTime()))
                .with("queries_success_10m", RateCounter.decimal(lately.queriesSuccess()))
                .with("enabled", JsonValue.of(status.enabled()))
                .with("max_running_queries", JsonValue.of(status.capacity()));
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

    /** What the process uses, a line each. */
    String performance() {
        Runtime runtime = Runtime.getRuntime();
        return "processors " + runtime.availableProcessors() + "\n"
                + "heap_used_bytes " + (runtime.totalMemory() - runtime.freeMemory()) + "\n"
                + "heap_max_bytes " + runtime.maxMemory() + "\n"
                + "worker_connections " + registry.statuses().size() + "\n"
                + "answer_bytes_waiting " + memory.used() + "\n";
    }
}
