/**
 * The native Cocoon protocol as state machines without I/O ({@code docs/protocol/wire.md}).
 *
 * <p>Start with {@link dev.cocoonsdk.network.Link}: bytes of the network go in, bytes come out of a
 * {@link dev.cocoonsdk.network.Wire}, events go to a listener, and {@code nextDeadline()} tells when time matters. Four links
 * exist: {@link dev.cocoonsdk.network.ClientLink} and {@link dev.cocoonsdk.network.WorkerLink} open connections,
 * {@link dev.cocoonsdk.network.ProxyClientLink} and {@link dev.cocoonsdk.network.ProxyWorkerLink} are a broker's sides of its
 * client port and its worker port. All stand on {@link dev.cocoonsdk.network.PacketConnection} (packets, queries,
 * keepalive), that on {@link dev.cocoonsdk.network.FrameDecoder} and {@link dev.cocoonsdk.network.FrameEncoder}, and those on a
 * {@link dev.cocoonsdk.network.ByteLayer}: nothing, proof of work and TLS, or a way through a router, as a
 * {@link dev.cocoonsdk.network.ConnectionStack} says. The objects in the frames are in {@link dev.cocoonsdk.network.tl}.
 *
 * <p>A client gives requests, a broker answers them:
 *
 * <pre>{@code
 * ClientDirectory directory = new ClientDirectory(config.params(), root);
 * ClientLink link = ClientLink.create(settings, directory, listener, wire, stack.newLayer(offload, name), context);
 * // after onReady, on the link's thread
 * ClientCall call = link.run(new ClientQuery(id, "model", http.toBoxedBytes(), 4000, 1000, timeout, version, false), answer);
 *
 * // in ProxyClientLink.Listener, on the link's thread
 * public void onQuery(ClientRequest request, ClientReply reply) {
 *     reply.fail(ErrorCodes.NOT_READY, "no workers for model " + request.model(), ClientAnswerInfo.ofProxy(start, now));
 * }
 * }</pre>
 *
 * <p>A provider lets a {@link dev.cocoonsdk.network.NioLoop} drive its links:
 *
 * <pre>{@code
 * ProxyDirectory proxies = new ProxyDirectory(config.params(), root, owner, testnet);
 * WorkerSettings settings = WorkerSettings.of("model@commit:hash", 1000, true, 60)
 *     .withHello(Extensions.providerHello(List.of("/v1/chat/completions"), List.of("summarize"), 512));
 * NioLoop loop = NioLoop.start("provider");
 * loop.connect(brokerAddress, wire -> WorkerLink.create(settings, proxies, listener, wire, loop.context()));
 *
 * // in WorkerLink.Listener, on the loop's thread: hand over and return at once
 * public void onRequest(WorkerRequest request, WorkerAnswer answer) {
 *     engines.execute(() -> {
 *         loop.execute(() -> answer.head(head));          // from any thread
 *         loop.execute(() -> answer.part(TlBytes.ofUtf8("data: ...")));
 *         loop.execute(() -> answer.complete(AnswerInfo.of(tokens, start, Instant.now())));
 *     });
 * }
 * }</pre>
 *
 * <p>{@link dev.cocoonsdk.network.Reconnector} decides when to connect again: its {@code connect} action is the call above,
 * {@code onReady} and {@code onClosed} of the listener tell it how that went.
 *
 * <p>A broker drives with its own server; with Netty, one handler per accepted connection, everything on its event loop:
 *
 * <pre>{@code
 * Wire wire = new Wire() {
 *     public void write(ByteBuffer bytes) { ctx.write(Unpooled.wrappedBuffer(bytes)); }
 *     public void close() { ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE); }
 * };
 * ProxyWorkerLink link = ProxyWorkerLink.create(settings, listener, wire, context);
 * // channelActive: link.transportUp(); channelInactive: link.transportDown("closed by peer");
 * // channelRead: link.receive(buf.nioBuffer()); channelReadComplete and after every task: ctx.flush();
 * // then schedule link.tick() at link.nextDeadline() if that moved forward
 *
 * WorkerCall call = link.run(new WorkerQuery(id, http.toBoxedBytes(), payment, timeout, false), answerListener);
 * call.cancel();                                                     // if the client went away
 * link.requestPayment(id, numbersOnDisk, tokens, clientWallet);      // when the counters are on disk
 * }</pre>
 */
@NullMarked
package dev.cocoonsdk.network;

import org.jspecify.annotations.NullMarked;
