package dev.cocoonsdk.broker.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/**
 * Collects request bodies up to a limit. Instead of a longer one, {@link TooLarge} is passed on, and its bytes are thrown away
 * as they come, so that the caller gets a readable answer and may go on using the connection. A caller that asked before sending
 * ({@code Expect: 100-continue}) may or may not send its body, so its connection cannot be used again.
 */
final class BodyAggregator extends HttpObjectAggregator {

    /**
     * Takes the place of a request whose body is too large.
     *
     * @param keepAlive whether the caller wants to go on using the connection
     */
    record TooLarge(boolean keepAlive) {}

    BodyAggregator(int maxBytes) {
        super(maxBytes);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        boolean bodyFollows = !HttpUtil.is100ContinueExpected(oversized);
        ctx.fireChannelRead(new TooLarge(bodyFollows && HttpUtil.isKeepAlive(oversized)));
    }

    /** A body that is announced as too large is not asked for; {@link #handleOversizedMessage} answers instead. */
    @Override
    protected @Nullable Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        boolean tooLarge = HttpUtil.getContentLength(start, 0L) > maxContentLength;
        return tooLarge && start instanceof HttpRequest
                ? null
                : super.newContinueResponse(start, maxContentLength, pipeline);
    }
}
