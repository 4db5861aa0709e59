package dev.cocoonsdk.broker.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Refuses requests by their heads, so that only callers with an account make the broker hold a body. The body of a refused
 * request is thrown away as it comes. Confined to the connection's event loop.
 */
final class Gate extends ChannelInboundHandlerAdapter {

    /**
     * Takes the place of a refused request.
     *
     * @param response for the caller
     * @param keepAlive whether the connection can be used again
     */
    record Refused(FullHttpResponse response, boolean keepAlive) {}

    private final Connection.Responder responder;
    private boolean discarding;

    Gate(Connection.Responder responder) {
        this.responder = responder;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head && head.decoderResult().isSuccess()) {
            FullHttpResponse refusal = responder.refuse(head, ctx.channel().remoteAddress());
            discarding = refusal != null;
            if (refusal != null) {
                boolean bodyFollows = !HttpUtil.is100ContinueExpected(head);
                ctx.fireChannelRead(new Refused(refusal, bodyFollows && HttpUtil.isKeepAlive(head)));
                return;
            }
        }
        if (discarding && message instanceof HttpContent) {
            discarding = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
            return;
        }
        ctx.fireChannelRead(message);
    }
}
