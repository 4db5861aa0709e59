package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.internal.link.Strangers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the accepted connections of one or more ports and closes what is too much at once. Stands in the pipeline of listening
 * channels, whose messages are accepted channels. Thread-safe.
 */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a connection to be closed
final class OpenConnections extends ChannelInboundHandlerAdapter {

    private final int limit;
    private final Strangers strangers;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();

    OpenConnections(int limit, Strangers strangers) {
        this.limit = limit;
        this.strangers = strangers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel accepted = (Channel) message;
        if (open.size() >= limit || !strangers.admit(accepted)) {
            accepted.unsafe().closeForcibly();
            return;
        }
        open.add(accepted);
        accepted.closeFuture().addListener(done -> open.remove(accepted));
        ctx.fireChannelRead(message);
    }

    void closeAll() {
        open.forEach(Channel::close);
    }
}
