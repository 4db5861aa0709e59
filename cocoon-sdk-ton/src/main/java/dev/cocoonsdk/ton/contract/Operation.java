package dev.cocoonsdk.ton.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The operations of the Cocoon contracts: the first 32 bits of a body ({@code docs/protocol/contracts.md} 7). */
public enum Operation {
    /** See {@link ClientTopUp}. */
    CLIENT_TOP_UP(0xf172e6c2, "ext_client_top_up"),
    /** See {@link ClientChangeSecretHashAndTopUp}. */
    CLIENT_CHANGE_SECRET_HASH_AND_TOP_UP(0x8473b408, "owner_client_change_secret_hash_and_top_up"),
    /** See {@link ClientRegister}. */
    CLIENT_REGISTER(0xc45f9f3b, "owner_client_register"),
    /** See {@link ClientChangeSecretHash}. */
    CLIENT_CHANGE_SECRET_HASH(0xa9357034, "owner_client_change_secret_hash"),
    /** See {@link ClientIncreaseStake}. */
    CLIENT_INCREASE_STAKE(0x6a1f6a60, "owner_client_increase_stake"),
    /** See {@link ClientWithdraw}. */
    CLIENT_WITHDRAW(0xda068e78, "owner_client_withdraw"),
    /** See {@link ClientRequestRefund}. */
    CLIENT_REQUEST_REFUND(0xfafa6cc1, "owner_client_request_refund"),
    /** See {@link SignedRequest}. */
    CLIENT_CHARGE(0xbb63ff93, "ext_client_charge_signed"),
    /** See {@link SignedRequest}. */
    CLIENT_REFUND_GRANT(0xefd711e1, "ext_client_grant_refund_signed"),
    /** Declared by the C++ nodes, handled by no contract. */
    CLIENT_TOP_UP_REOPEN(0x29111ceb, "owner_client_top_up_reopen"),
    /** See {@link SignedRequest}. */
    WORKER_PAYOUT(0xa040ad28, "ext_worker_payout_request_signed"),
    /** See {@link SignedRequest}. */
    WORKER_LAST_PAYOUT(0xf5f26a36, "ext_worker_last_payout_request_signed"),
    /** See {@link WorkerRegister}. */
    WORKER_REGISTER(0x26ed7f65, "owner_worker_register"),
    /** See {@link ClientProxyRequest}. */
    CLIENT_PROXY_REQUEST(0x65448ff4, "client_proxy_request"),
    /** See {@link WorkerProxyRequest}. */
    WORKER_PROXY_REQUEST(0x4d725d2c, "worker_proxy_request"),
    /** See {@link ProxyPayoutRequest}. */
    PROXY_PAYOUT_REQUEST(0x7610e6eb, "ext_proxy_payout_request"),
    /** See {@link ProxyIncreaseStake}. */
    PROXY_INCREASE_STAKE(0x9713f187, "ext_proxy_increase_stake"),
    /** See {@link ProxyClose}. */
    PROXY_CLOSE(0xb51d5a01, "owner_proxy_close"),
    /** See {@link SignedRequest}. */
    PROXY_CLOSE_SIGNED(0x636a4391, "ext_proxy_close_request_signed"),
    /** See {@link SignedRequest}. */
    PROXY_CLOSE_COMPLETE_SIGNED(0xe511abc7, "ext_proxy_close_complete_request_signed"),
    /** See {@link TextCommand}. */
    TEXT(0x00000000, "text"),
    /** See {@link DoNotProcess}. */
    DO_NOT_PROCESS(0x9a1247c0, "do_not_process"),
    /** See {@link SaveState}; stands inside of {@link #DO_NOT_PROCESS}. */
    SAVE_STATE(0x53109c0f, "proxy_save_state"),
    /** See {@link ClientProxyTopUp}. */
    CLIENT_PROXY_TOP_UP(0x5cfc6b87, "client_proxy_top_up"),
    /** See {@link ClientProxyRegister}. */
    CLIENT_PROXY_REGISTER(0xa35cb580, "client_proxy_register"),
    /** See {@link ClientProxyRefundGranted}. */
    CLIENT_PROXY_REFUND_GRANTED(0xc68ebc7b, "client_proxy_refund_granted"),
    /** See {@link ClientProxyRefundForce}. */
    CLIENT_PROXY_REFUND_FORCE(0xf4c354c9, "client_proxy_refund_force"),
    /** See {@link WorkerProxyPayoutRequest}. */
    WORKER_PROXY_PAYOUT_REQUEST(0x08e7d036, "worker_proxy_payout_request"),
    /** See {@link RootAddWorkerType}. */
    ROOT_ADD_WORKER_TYPE(0xe34b1c60, "root_add_worker_type"),
    /** See {@link RootDelWorkerType}. */
    ROOT_DEL_WORKER_TYPE(0x8d94a79a, "root_del_worker_type"),
    /** See {@link RootAddModelType}. */
    ROOT_ADD_MODEL_TYPE(0xc146134d, "root_add_model_type"),
    /** See {@link RootDelModelType}. */
    ROOT_DEL_MODEL_TYPE(0x92b11c18, "root_del_model_type"),
    /** See {@link RootAddProxyType}. */
    ROOT_ADD_PROXY_TYPE(0x71860e80, "root_add_proxy_type"),
    /** See {@link RootDelProxyType}. */
    ROOT_DEL_PROXY_TYPE(0x3c41d0b2, "root_del_proxy_type"),
    /** See {@link RootRegisterProxy}. */
    ROOT_REGISTER_PROXY(0x927c7cb5, "root_register_proxy"),
    /** See {@link RootUnregisterProxy}. */
    ROOT_UNREGISTER_PROXY(0x6d49eaf2, "root_unregister_proxy"),
    /** See {@link RootUpdateProxy}. */
    ROOT_UPDATE_PROXY(0x9c7924ba, "root_update_proxy"),
    /** See {@link RootChangePrice}. */
    ROOT_CHANGE_PRICE(0xc52ed8d4, "root_change_price"),
    /** See {@link RootChangeParams}. */
    ROOT_CHANGE_PARAMS(0x022fa189, "root_change_params"),
    /** See {@link RootUpgradeContracts}. */
    ROOT_UPGRADE_CONTRACTS(0xa2370f61, "root_upgrade_contracts"),
    /** See {@link RootUpgrade}. */
    ROOT_UPGRADE(0x11aefd51, "root_upgrade"),
    /** See {@link RootReset}. */
    ROOT_RESET(0x563c1d96, "root_reset"),
    /** See {@link RootUpgradeFull}. */
    ROOT_UPGRADE_FULL(0x4f7c5789, "root_upgrade_full"),
    /** See {@link RootChangeOwner}. */
    ROOT_CHANGE_OWNER(0xc4a1ae54, "root_change_owner"),
    /** Declared by the C++ nodes, handled by no contract. */
    ROOT_CHANGE_PARAMS_FULL(0x9f1e69dc, "root_change_params_full"),
    /** See {@link WalletSendMessage}. */
    WALLET_SEND_MESSAGE(0x9c69f376, "owner_wallet_send_message"),
    /** See {@link Excesses}. */
    EXCESSES(0x2565934c, "excesses"),
    /** See {@link Payout}. */
    PAYOUT(0xc59a7cd3, "payout"),
    /** See {@link Bounced}. */
    BOUNCED(0xffffffff, "bounced");

    private static final Map<Integer, Operation> BY_CODE = new HashMap<>();

    static {
        for (Operation operation : values()) {
            BY_CODE.put(operation.code, operation);
        }
    }

    private final int code;
    private final String specName;

    Operation(int code, String specName) {
        this.code = code;
        this.specName = specName;
    }

    /** The 32 bits. */
    public int code() {
        return code;
    }

    /** The name in the specification, such as {@code ext_client_top_up}. */
    public String specName() {
        return specName;
    }

    /** The operation of 32 bits; empty if there is none. */
    public static Optional<Operation> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
