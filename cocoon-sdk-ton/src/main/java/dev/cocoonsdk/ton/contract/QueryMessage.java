package dev.cocoonsdk.ton.contract;

/** A message with a query id: all but a few ({@code docs/protocol/contracts.md} 1). */
public sealed interface QueryMessage extends ContractMessage
        permits ClientChangeSecretHash,
                ClientChangeSecretHashAndTopUp,
                ClientIncreaseStake,
                ClientProxyRequest,
                ClientRegister,
                ClientRequestRefund,
                ClientTopUp,
                ClientWithdraw,
                Excesses,
                Payout,
                ProxyClose,
                ProxyIncreaseStake,
                ProxyPayoutRequest,
                RootAddModelType,
                RootAddProxyType,
                RootAddWorkerType,
                RootChangeOwner,
                RootChangeParams,
                RootChangePrice,
                RootDelModelType,
                RootDelProxyType,
                RootDelWorkerType,
                RootRegisterProxy,
                RootReset,
                RootUnregisterProxy,
                RootUpdateProxy,
                RootUpgrade,
                RootUpgradeContracts,
                RootUpgradeFull,
                SaveState,
                SignedRequest,
                WalletSendMessage,
                WorkerProxyRequest,
                WorkerRegister {

    /** Any 64 bits; messages that a contract sends have the query id of the message that caused them. */
    long queryId();
}
