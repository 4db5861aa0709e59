package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.ton.RootConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of core over the network. What a proxy or worker says instead of an answer is handed on as the HTTP error answer that
 * the client-runner makes of it ({@code docs/protocol/http-api.md} 2.5), so that core knows one form of errors only.
 */
final class Relay implements NetworkListener, Exchange {

    private static final int ERROR_STATUS = 502;
    private static final ResponseHead JSON_HEAD =
            new ResponseHead(200, List.of(new Header("Content-Type", "application/json")));

    private final TransportRequest request;
    private final TransportListener listener;
    private final Consumer<Relay> ended;
    private @Nullable NetworkCall call;
    private boolean cancelled;

    Relay(TransportRequest request, TransportListener listener, Consumer<Relay> ended) {
        this.request = request;
        this.listener = listener;
        this.ended = ended;
    }

    /** The call that carries it out. */
    void runs(NetworkCall value) {
        boolean unwanted;
        synchronized (this) {
            call = value;
            unwanted = cancelled;
        }
        if (unwanted) {
            value.cancel();
        }
    }

    @Override
    public void cancel() {
        NetworkCall running;
        synchronized (this) {
            cancelled = true;
            running = call;
        }
        if (running != null) {
            running.cancel();
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    /** The request cannot be sent at all. */
    void refuse(CocoonException error) {
        ended.accept(this);
        listener.onFailure(error);
    }

    @Override
    public void onSending() {
        if (isCancelled()) {
            throw new CallCancelledException("cancelled before sending", null, Acceptance.NOT_ACCEPTED);
        }
        listener.onConnected();
    }

    @Override
    public void onHead(HttpResponse head) {
        List<Header> headers = head.headers().stream()
                .filter(header -> Header.isValid(header.name(), header.value()))
                .map(Relay::header)
                .toList();
        listener.onHead(new ResponseHead(head.statusCode(), headers));
    }

    private static Header header(HttpHeader header) {
        return new Header(header.name(), header.value());
    }

    @Override
    public void onPart(TlBytes bytes) {
        listener.onBody(bytes.asByteBuffer());
    }

    @Override
    public void onCompleted(NetworkAnswerInfo info) {
        ended.accept(this);
        TokensUsed tokens = info.tokens();
        listener.onEnd(new FinalInfo(
                TokenCount.of(tokens.promptTokensUsed()),
                TokenCount.of(tokens.cachedTokensUsed()),
                TokenCount.of(tokens.completionTokensUsed()),
                TokenCount.of(tokens.reasoningTokensUsed()),
                TokenCount.of(tokens.totalTokensUsed()),
                info.cost(),
                null));
    }

    @Override
    public void onFailed(NetworkFailure failure) {
        if (ErrorAnswer.isAnswer(failure)) {
            answer(new ResponseHead(ERROR_STATUS, JSON_HEAD.headers()), ErrorAnswer.json(failure));
        } else {
            ended.accept(this);
            listener.onFailure(ErrorAnswer.exception(failure, request));
        }
    }

    private void answer(ResponseHead head, byte[] body) {
        ended.accept(this);
        listener.onHead(head);
        listener.onBody(ByteBuffer.wrap(body));
        listener.onEnd(null);
    }

    /** Takes the model list as the body of {@code /v1/models}. */
    ModelsJob.Listener models(Supplier<@Nullable RootConfig> root) {
        return new ModelsJob.Listener() {
            @Override
            public boolean onSending() {
                try {
                    Relay.this.onSending();
                    return true;
                } catch (CallCancelledException e) {
                    return false;
                }
            }

            @Override
            public void onModels(List<NetworkModel> models) {
                answer(JSON_HEAD, ModelsJson.of(models, root.get()).toJsonBytes());
            }

            @Override
            public void onFailed(NetworkFailure failure) {
                Relay.this.onFailed(failure);
            }
        };
    }
}
