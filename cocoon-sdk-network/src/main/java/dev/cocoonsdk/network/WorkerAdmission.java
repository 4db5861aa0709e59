package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.WorkerParams;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * The checks of {@code docs/protocol/wire.md} 8.1 in their order, with the reference's codes and texts.
 *
 * @param registration the worker if it is admitted, else null
 * @param refusal why not; meaningless if it is admitted
 */
record WorkerAdmission(@Nullable WorkerRegistration registration, Refusal refusal) {

    private static final int TEST_FLAG = 1;
    private static final Refusal NONE = Refusal.of(ErrorCodes.NONE, "");

    static WorkerAdmission check(WorkerParams params, ProxySettings settings, ProxyWorkerLink.Listener listener) {
        Refusal refusal = refusal(params, settings, listener);
        if (refusal != null) {
            return new WorkerAdmission(null, refusal);
        }
        TonAddress owner;
        try {
            owner = TonAddress.parse(params.workerOwnerAddress());
        } catch (AddressFormatException e) {
            return new WorkerAdmission(null, Refusal.error("cannot parse worker owner address"));
        }
        if (!listener.isProxyEnabled()) {
            return new WorkerAdmission(
                    null, Refusal.of(ErrorCodes.NOT_READY, "proxy is not participating in this iteration"));
        }
        return new WorkerAdmission(WorkerRegistration.of(owner, params, protocol(params, settings)), NONE);
    }

    private static @Nullable Refusal refusal(
            WorkerParams params, ProxySettings settings, ProxyWorkerLink.Listener listener) {
        if ((params.flags() & TEST_FLAG) == 0) {
            return Refusal.error("too old worker");
        }
        if (params.isTest() != settings.test()) {
            return Refusal.error("test mode mismatch");
        }
        if (params.model().isEmpty()) {
            return Refusal.violation("invalid worker hash or worker type");
        }
        if (params.coefficient() < 0 || params.coefficient() >= WorkerSettings.COEFFICIENT_LIMIT) {
            return Refusal.violation("invalid coefficient value");
        }
        if (params.maxActiveRequests() < 1) {
            return Refusal.violation("invalid max_active_requests value");
        }
        if (params.proxyCnt() < 1) {
            return Refusal.violation("invalid proxy_cnt value");
        }
        if (!listener.isModelAllowed(params.model(), WorkerRegistration.modelHash(params.model()))) {
            return Refusal.violation("invalid worker model '" + params.model() + "'");
        }
        if (protocol(params, settings) < 0) {
            return Refusal.violation("cannot choose common protocol version");
        }
        return null;
    }

    private static int protocol(WorkerParams params, ProxySettings settings) {
        return settings.commonProtocol(params.flags(), params.minProtoVersion(), params.maxProtoVersion());
    }
}
