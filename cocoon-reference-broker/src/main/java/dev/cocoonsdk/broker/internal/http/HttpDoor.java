package dev.cocoonsdk.broker.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;

/** The pipeline of an HTTP connection. */
public final class HttpDoor extends ChannelInitializer<Channel> {

    private static final int MAX_LINE = 16_384;

    private final Connection.Responder responder;
    private final int maxBodyBytes;
    private final Duration requestRead;
    private final Duration idle;

    private HttpDoor(Connection.Responder responder, int maxBodyBytes, Duration requestRead, Duration idle) {
        this.responder = responder;
        this.maxBodyBytes = maxBodyBytes;
        this.requestRead = requestRead;
        this.idle = idle;
    }

    /**
     * The interface for callers.
     *
     * @param requestRead for a request to arrive completely
     * @param idle for the next request to begin
     */
    public static HttpDoor api(ApiHandler handler, int maxBodyBytes, Duration requestRead, Duration idle) {
        return new HttpDoor(handler, maxBodyBytes, requestRead, idle);
    }

    /** The interface for the broker's operator; as {@link #api}. */
    public static HttpDoor admin(AdminHandler handler, int maxBodyBytes, Duration requestRead, Duration idle) {
        return new HttpDoor(handler, maxBodyBytes, requestRead, idle);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        RequestClock clock = new RequestClock(requestRead, idle);
        HttpDecoderConfig decoder =
                new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_LINE);
        channel.pipeline()
                .addLast(
                        clock,
                        new HttpServerCodec(decoder),
                        new Gate(responder),
                        new BodyAggregator(maxBodyBytes),
                        new Connection(clock, responder));
    }
}
