/**
 * The contracts of the Cocoon network: their messages, storage, get-methods, exit codes and what they cost ({@code
 * docs/protocol/contracts.md} 7 to 11). Start with {@link dev.cocoonsdk.ton.contract.ClientContract}, {@link
 * dev.cocoonsdk.ton.contract.ProxyContract}, {@link dev.cocoonsdk.ton.contract.WorkerContract} or {@link
 * dev.cocoonsdk.ton.contract.RootContract} for what is sent to a contract, with {@link
 * dev.cocoonsdk.ton.contract.ContractMessage#parse} for what was sent.
 */
@NullMarked
package dev.cocoonsdk.ton.contract;

import org.jspecify.annotations.NullMarked;
