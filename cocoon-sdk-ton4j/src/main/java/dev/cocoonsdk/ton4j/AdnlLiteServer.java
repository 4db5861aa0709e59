package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.config.GlobalConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ton.ton4j.adnl.AdnlTcpTransport;
import org.ton.ton4j.tl.liteserver.queries.LiteServerQuery;
import org.ton.ton4j.tl.liteserver.responses.LiteServerAnswer;
import org.ton.ton4j.tl.liteserver.responses.LiteServerQueryData;

/** A connection of ton4j's to a lite server, made when it is needed and made anew after it broke. Thread-safe. */
final class AdnlLiteServer implements LiteServer {

    private final GlobalConfig.LiteServer server;
    private final Duration timeout;

    /** Connects and sends; ton4j blocks while it does. Its state is used on this thread only. */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cocoon-lite-server");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable AdnlTcpTransport transport;

    AdnlLiteServer(GlobalConfig.LiteServer server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<LiteServerAnswer> ask(LiteServerQueryData question) {
        CompletableFuture<LiteServerAnswer> answer = new CompletableFuture<>();
        try {
            sender.execute(() -> send(question, answer));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new TonApiException(Reason.UNREACHABLE, "the lite server's connection is closed", false, e));
        }
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(failure -> {
            TonApiException problem = new TonApiException(
                    Reason.UNREACHABLE, "no answer from lite server " + server.address(), true, failure);
            return CompletableFuture.failedStage(problem);
        });
    }

    /** ton4j throws errors as well as exceptions. */
    private void send(LiteServerQueryData question, CompletableFuture<LiteServerAnswer> answer) {
        try {
            CompletionStage<LiteServerAnswer> unused = connected()
                    .query(LiteServerQuery.pack(question))
                    .whenComplete((given, failure) -> {
                        if (failure == null) {
                            answer.complete(given);
                        } else {
                            answer.completeExceptionally(failure);
                        }
                    });
        } catch (Exception | Error e) {
            disconnect();
            answer.completeExceptionally(e);
        }
    }

    private AdnlTcpTransport connected() throws Exception {
        AdnlTcpTransport known = transport;
        if (known != null && known.isConnected()) {
            return known;
        }
        disconnect();
        AdnlTcpTransport fresh = new AdnlTcpTransport();
        transport = fresh;
        fresh.connect(
                server.address().getAddress().getHostAddress(),
                server.address().getPort(),
                server.key().value().toBytes());
        return fresh;
    }

    private void disconnect() {
        AdnlTcpTransport known = transport;
        transport = null;
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void close() {
        if (!sender.isShutdown()) {
            sender.execute(this::disconnect);
            sender.shutdown();
        }
    }
}
