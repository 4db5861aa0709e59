package dev.cocoonsdk.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A closed-loop generator on bare HTTP: each connection sends its next request when the answer is complete. */
final class RawLoad implements Load {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final URI uri;
    private final String authorization;

    RawLoad(URI uri, String authorization) {
        this.uri = uri;
        this.authorization = authorization;
    }

    @Override
    public Samples run(int parallel, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        CountDownLatch done = new CountDownLatch(parallel);
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            Connection connection = new Connection(end, done);
            connections.add(connection);
            new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel socket) {
                            socket.pipeline().addLast(new HttpClientCodec()).addLast(connection);
                        }
                    })
                    .connect(uri.getHost(), uri.getPort())
                    .sync();
        }
        done.await();
        Samples all = new Samples();
        connections.forEach(connection -> all.addAll(connection.samples));
        return all;
    }

    @Override
    public void close() {
        group.shutdownGracefully();
    }

    private final class Connection extends SimpleChannelInboundHandler<HttpObject> {
        private final long end;
        private final CountDownLatch done;
        private final Samples samples = new Samples();
        private long started;
        private long bytes;
        private int status;
        private boolean finished;

        Connection(long end, CountDownLatch done) {
            this.end = end;
            this.done = done;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            send(ctx.channel());
        }

        private void send(Channel channel) {
            byte[] body = AnswerScript.request();
            FullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/chat/completions", Unpooled.wrappedBuffer(body));
            request.headers()
                    .set("host", uri.getAuthority())
                    .set("content-type", "application/json")
                    .set("authorization", authorization)
                    .setInt("content-length", body.length);
            started = System.nanoTime();
            bytes = 0;
            channel.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
            if (message instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (message instanceof HttpContent content) {
                bytes += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent) {
                long now = System.nanoTime();
                samples.add(now - started, status == 200 && bytes > 50L * AnswerScript.DELTA.length());
                if (now < end) {
                    send(ctx.channel());
                } else {
                    ctx.close();
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            finish();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            samples.add(0, false);
            ctx.close();
        }

        private void finish() {
            if (!finished) {
                finished = true;
                done.countDown();
            }
        }
    }
}
