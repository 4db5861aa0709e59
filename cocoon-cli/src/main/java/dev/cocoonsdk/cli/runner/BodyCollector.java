package dev.cocoonsdk.cli.runner;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/**
 * Collects bodies that fit into a frame of the network ({@code docs/protocol/wire.md} 13). In place of a longer one it passes {@link
 * TooLarge} and throws the bytes away, so that the application reads why.
 */
final class BodyCollector extends HttpObjectAggregator {

    /** Longest body: a frame less 64 KiB for head, headers and envelope. */
    static final int LONGEST = (1 << 24) - (1 << 16);

    /**
     * A request that is too large.
     *
     * @param keepAlive whether the connection can be used again
     */
    record TooLarge(boolean keepAlive) {}

    BodyCollector() {
        super(LONGEST);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        ctx.fireChannelRead(
                new TooLarge(!HttpUtil.is100ContinueExpected(oversized) && HttpUtil.isKeepAlive(oversized)));
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
