package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.WorkerParams;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;

/**
 * What a worker said of itself, checked ({@code docs/protocol/wire.md} 8.1).
 *
 * @param owner who is paid; the worker's identity
 * @param modelText {@code name@commit:verityhash}
 * @param coefficient price coefficient at the time of the handshake, 1000 = x1
 * @param maxActiveRequests capacity of the worker over all its connections
 * @param proxyCount to how many proxies the worker connects
 * @param protocol the version chosen for this connection, 0 to 2
 */
public record WorkerRegistration(
        TonAddress owner, String modelText, int coefficient, int maxActiveRequests, int proxyCount, int protocol) {

    static WorkerRegistration of(TonAddress owner, WorkerParams params, int protocol) {
        return new WorkerRegistration(
                owner, params.model(), params.coefficient(), params.maxActiveRequests(), params.proxyCnt(), protocol);
    }

    /** The part of the model's text before the first {@code @}, by which requests name it. */
    public String routingName() {
        int at = modelText.indexOf('@');
        return at < 0 ? modelText : modelText.substring(0, at);
    }

    /** SHA-256 of the whole text, as in the root contract's {@code model_hashes}. */
    public Hash256 modelHash() {
        return modelHash(modelText);
    }

    static Hash256 modelHash(String modelText) {
        return Hash256.sha256(modelText.getBytes(StandardCharsets.UTF_8));
    }

    /** How many requests this connection may run at once: the worker's capacity shared among its proxies, rounded up. */
    public int capacity() {
        return (int) (((long) maxActiveRequests + proxyCount - 1) / proxyCount);
    }
}
