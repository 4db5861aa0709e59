package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.BrokerSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.LongSupplier;

/** The pipeline of an HTTP connection. */
public final class HttpDoor extends ChannelInitializer<Channel> {

    private static final int MAX_LINE = 16_384;
    private static final int ADMIN_BODY_BYTES = 4096;

    private final Connection.Responder responder;
    private final int maxBodyBytes;
    private final RequestClock.Times times;

    private HttpDoor(Connection.Responder responder, int maxBodyBytes, RequestClock.Times times) {
        this.responder = responder;
        this.maxBodyBytes = maxBodyBytes;
        this.times = times;
    }

    /**
     * The interface for callers.
     *
     * @param settings time limits and the largest body
     * @param nanoTime monotonic clock in nanoseconds
     */
    public static HttpDoor api(ApiHandler handler, BrokerSettings settings, LongSupplier nanoTime) {
        return new HttpDoor(handler, settings.maxBodyBytes(), times(settings, nanoTime));
    }

    /** The interface for the broker's operator; as {@link #api}. */
    public static HttpDoor admin(AdminHandler handler, BrokerSettings settings, LongSupplier nanoTime) {
        return new HttpDoor(handler, ADMIN_BODY_BYTES, times(settings, nanoTime));
    }

    private static RequestClock.Times times(BrokerSettings settings, LongSupplier nanoTime) {
        return new RequestClock.Times(
                settings.requestReadTimeout(), settings.idleTimeout(), settings.stallTimeout(), nanoTime);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        RequestClock clock = new RequestClock(times);
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
