package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Vectors.flag;
import static dev.cocoonsdk.devnet.contract.Vectors.list;
import static dev.cocoonsdk.devnet.contract.Vectors.number;
import static dev.cocoonsdk.devnet.contract.Vectors.object;
import static dev.cocoonsdk.devnet.contract.Vectors.text;
import static java.util.Objects.requireNonNull;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.contract.ClientData;
import dev.cocoonsdk.ton.contract.ProxyData;
import dev.cocoonsdk.ton.contract.WorkerData;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Plays a scenario of {@code lifecycle.json} and says where we differ. */
final class LifecycleScenario implements AutoCloseable {

    /** What gas and the code may change, 0.02 TON. */
    private static final long TOLERANCE = 20_000_000;

    private static final long TENTH = NanoTon.PER_TON / 10;

    private final Stage stage = new Stage();
    private final LifecycleBodies bodies = new LifecycleBodies(stage);

    /** Plays a step; what differs, one line each, empty if nothing. */
    List<String> play(JsonObject step) {
        travelTo(Instant.ofEpochSecond(number(step, "time")));
        Outcome outcome = stage.send(bodies.address(text(step, "from")), transfer(step));
        List<String> differences = new ArrayList<>();
        compare(differences, "result", outcome.result(), text(step, "result"));
        compareMessages(differences, outcome.sent(), list(step, "messages_after"));
        object(step, "getters_after").members().forEach((name, values) -> {
            Map<String, String> actual = getters(name);
            ((JsonObject) values)
                    .members()
                    .forEach((field, value) ->
                            compare(differences, name + "." + field, actual.get(field), plain(value)));
        });
        object(step, "contract_balances")
                .members()
                .forEach((name, coins) -> compareCoins(
                        differences,
                        "coins of " + name,
                        stage.coins(bodies.address(name)),
                        Long.parseLong(plain(coins))));
        return differences;
    }

    private void travelTo(Instant time) {
        stage.devnet.advance(Duration.between(stage.devnet.clock().instant(), time));
    }

    private Transfer transfer(JsonObject step) {
        String to = text(step, "to");
        NanoTon value = NanoTon.of(number(step, "value"));
        if (flag(step, "deploy")) {
            return Transfer.deploy(init(to), value);
        }
        return Transfer.message(bodies.address(to), value, bodies.body(step.object("body")));
    }

    private StateInit init(String contract) {
        return switch (contract) {
            case "PROXY" -> stage.proxy.init();
            case "CLIENT" -> stage.client.init();
            default -> stage.worker.init();
        };
    }

    private Map<String, String> getters(String contract) {
        Map<String, String> values = new LinkedHashMap<>();
        switch (contract) {
            case "PROXY" -> {
                ProxyData data = stage.proxyData();
                values.put("state", String.valueOf(data.state().code()));
                values.put("balance", String.valueOf(data.balance().value()));
                values.put("stake", String.valueOf(data.stake().value()));
                values.put("unlock_ts", String.valueOf(data.unlockTime()));
            }
            case "CLIENT" -> {
                ClientData data = stage.clientData();
                values.put("state", String.valueOf(data.state().code()));
                values.put("balance", String.valueOf(data.balance().value()));
                values.put("stake", String.valueOf(data.stake().value()));
                values.put("tokens_used", String.valueOf(data.tokensUsed()));
                values.put("unlock_ts", String.valueOf(data.unlockTime()));
                values.put("secret_hash", new BigInteger(1, data.secretHash().toBytes()).toString());
            }
            default -> {
                WorkerData data = stage.workerData();
                values.put("state", String.valueOf(data.state().code()));
                values.put("tokens", String.valueOf(data.tokens()));
            }
        }
        return values;
    }

    private void compareMessages(List<String> differences, List<Outcome.Sent> sent, List<JsonObject> expected) {
        compare(
                differences,
                "messages",
                sent.stream().map(this::describe).toList(),
                expected.stream().map(this::describe).toList());
        if (sent.size() == expected.size()) {
            for (int i = 0; i < sent.size(); i++) {
                compareValue(differences, i, sent.get(i).value(), expected.get(i));
            }
        }
    }

    /** Payouts and single nanotons are exact, except the payout that carries the rest of the message's coins (9.3, text w). */
    private static void compareValue(List<String> differences, int index, long actual, JsonObject message) {
        long expected = number(message, "value");
        String what = "value of message " + (index + 1);
        boolean exact = expected == 1 || text(message, "op").equals("payout") && expected % 100_000 == 0;
        if (exact) {
            compare(differences, what, actual, expected);
        } else {
            compareCoins(differences, what, actual, expected);
        }
    }

    private String describe(Outcome.Sent message) {
        return describe(
                bodies.name(message.source()),
                bodies.name(message.destination()),
                bodies.operation(requireNonNull(message.op())),
                message.bounce(),
                message.bounced(),
                message.result());
    }

    private String describe(JsonObject message) {
        return describe(
                text(message, "src"),
                text(message, "dst"),
                text(message, "op"),
                flag(message, "bounce_flag"),
                flag(message, "bounced"),
                Objects.requireNonNullElse(message.string("compute"), "exit 0"));
    }

    /** The result only where a contract received the message. */
    private static String describe(
            String source, String destination, String op, boolean bounce, boolean bounced, String result) {
        boolean contract = destination.equals(destination.toUpperCase(Locale.ROOT));
        return source + " -> " + destination + " " + op + (bounce ? " bounceable" : "") + (bounced ? " bounced" : "")
                + (contract ? ": " + result : "");
    }

    private static void compare(List<String> differences, String what, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            differences.add(what + ": " + actual + " (vector: " + expected + ")");
        }
    }

    /** Differences beyond the tolerance, in tenths of TON so that gas does not change the text. */
    private static void compareCoins(List<String> differences, String what, long actual, long expected) {
        if (Math.abs(actual - expected) > TOLERANCE) {
            differences.add(what + ": " + Math.round((double) (actual - expected) / TENTH) / 10.0 + " TON more");
        }
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonValue.JsonString string ? string.value() : value.toJson();
    }

    @Override
    public void close() {
        stage.close();
    }
}
