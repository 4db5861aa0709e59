package dev.cocoonsdk.it.crash;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.SignedPayment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker for a client's account all the time and remembers the highest numbers that it was shown. What was shown once must still
 * be true after every crash; each number that falls is noted.
 */
final class Witness implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private final URI broker;
    private final String bearer;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "witness");
    private volatile boolean stopped;
    private volatile Shown highest = new Shown(0, 0, 0, 0);
    private volatile long looks;

    /**
     * Numbers of one answer, in adjusted tokens.
     *
     * @param stored acknowledged by the ledger
     * @param confirmed by the chain
     * @param charged by the client contract
     * @param signed of the signed payment
     */
    record Shown(long stored, long confirmed, long charged, long signed) {}

    Witness(URI broker, String bearer) {
        this.broker = broker;
        this.bearer = bearer;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            Shown now = look();
            if (now != null) {
                compare(now);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void compare(Shown now) {
        Shown before = highest;
        if (now.stored() < before.stored()
                || now.confirmed() < before.confirmed()
                || now.charged() < before.charged()
                || now.signed() < before.signed()) {
            broken.add("shown " + before + ", then " + now);
        }
        if (now.signed() > now.stored() || now.confirmed() > now.stored() || now.charged() > now.stored()) {
            broken.add("levels out of order: " + now);
        }
        highest = now;
        looks++;
    }

    /** What the broker shows now; null if it does not answer. */
    @Nullable
    Shown look() {
        HttpRequest request = HttpRequest.newBuilder(broker.resolve("/v1/account"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + bearer)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? shown((JsonObject) JsonValue.parse(response.body())) : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static Shown shown(JsonObject account) {
        JsonObject tokens = account.object("tokens");
        SignedPayment payment = SignedPayment.parse(Base64.getDecoder().decode(account.string("signed_payment")));
        return new Shown(
                tokens.integer("db"),
                tokens.integer("chain"),
                tokens.integer("charged"),
                payment.tokens().value());
    }

    Shown highest() {
        return highest;
    }

    long looks() {
        return looks;
    }

    List<String> broken() {
        return broken;
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
