package dev.cocoonsdk.broker.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private final List<Connection.Call> calls = new ArrayList<>();

    /** Answers when the test does. */
    private final class Slow implements Connection.Responder {
        @Override
        public void respond(FullHttpRequest request, Connection.Call call) {
            calls.add(call);
        }

        @Override
        public FullHttpResponse tooLarge() {
            return response();
        }

        @Override
        public FullHttpResponse malformed() {
            return response();
        }

        @Override
        public FullHttpResponse broken() {
            return response();
        }
    }

    private static FullHttpResponse response() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    @Test
    void nothing_more_is_read_while_two_requests_wait() {
        RequestClock clock = new RequestClock(
                new RequestClock.Times(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), () -> 0));
        EmbeddedChannel channel = new EmbeddedChannel(clock, new Connection(clock, new Slow()));
        for (int i = 0; i < 3; i++) {
            assertThat(channel.config().isAutoRead()).isTrue();
            channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
        }

        assertThat(channel.config().isAutoRead()).isFalse();
        calls.get(0).answer(response());
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(calls).hasSize(2);
        channel.finishAndReleaseAll();
    }
}
