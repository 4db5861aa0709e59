package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientParams;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * The checks 2 to 6 of {@code docs/protocol/wire.md} 7.2 in their order, with the reference's codes and texts. Whether client and
 * proxy take part at all is asked after them.
 *
 * @param registration the client if it is admitted, else null
 * @param refusal why not; meaningless if it is admitted
 */
record ClientAdmission(@Nullable ClientRegistration registration, Refusal refusal) {

    private static final int TEST_FLAG = 1;
    private static final Refusal NONE = Refusal.of(ErrorCodes.NONE, "");

    static ClientAdmission check(ClientConnectToProxy query, ProxySettings settings, int configVersion) {
        ClientParams params = query.params();
        if ((params.flags() & TEST_FLAG) == 0) {
            return refused(Refusal.error("tool old client"));
        }
        if (params.isTest() != settings.test()) {
            return refused(Refusal.error("test mode mismatch"));
        }
        TonAddress wallet;
        try {
            wallet = TonAddress.parse(params.clientOwnerAddress());
        } catch (AddressFormatException e) {
            return refused(Refusal.error("cannot parse client owner address"));
        }
        if (Integer.compareUnsigned(query.minConfigVersion(), configVersion) > 0) {
            return refused(Refusal.error("active config version is too low"));
        }
        int protocol = settings.commonProtocol(params.flags(), params.minProtoVersion(), params.maxProtoVersion());
        if (protocol < 0) {
            return refused(Refusal.violation("cannot choose common protocol version"));
        }
        return new ClientAdmission(new ClientRegistration(wallet, query.minConfigVersion(), protocol), NONE);
    }

    private static ClientAdmission refused(Refusal refusal) {
        return new ClientAdmission(null, refusal);
    }
}
