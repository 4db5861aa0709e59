package dev.cocoonsdk.devnet.http;

import com.sun.net.httpserver.HttpExchange;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What only the chain's owner may do: give coins away and move the clock. Needs POST, a JSON body and the token. */
final class Admin {

    private static final String BEARER = "Bearer ";
    private static final long MAX_SECONDS = Duration.ofDays(3650).toSeconds();

    private final ChainView view;
    private final @Nullable Secret token;

    Admin(ChainView view, @Nullable Secret token) {
        this.view = view;
        this.token = token;
    }

    JsonValue call(String method, HttpExchange exchange, Query query) {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw ApiException.verb("POST");
        }
        authorize(exchange.getRequestHeaders().getFirst("Authorization"));
        return switch (method) {
            case "fund" -> fund(query);
            case "advance" -> advance(query);
            default -> throw ApiException.notFound("/devnet/ (expected: fund or advance)");
        };
    }

    private void authorize(@Nullable String header) {
        if (token == null) {
            throw ApiException.forbidden("this chain was started without an administration token");
        }
        String given = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        if (!MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.reveal().getBytes(StandardCharsets.UTF_8))) {
            throw ApiException.forbidden(
                    "Authorization: (expected: Bearer and the token that ./cocoon devnet printed)");
        }
    }

    private JsonObject fund(Query query) {
        TonAddress address = query.address("address");
        NanoTon amount = NanoTon.of(query.integer("nanoton", 1, Long.MAX_VALUE, NanoTon.PER_TON));
        view.fund(address, amount);
        return JsonValue.object("ok", true, "address", address.toString(), "nanoton", amount.value());
    }

    private JsonObject advance(Query query) {
        view.advance(Duration.ofSeconds(query.integer("seconds", 1, MAX_SECONDS, 1)));
        return JsonValue.object("ok", true, "now", view.latest().time().getEpochSecond());
    }
}
