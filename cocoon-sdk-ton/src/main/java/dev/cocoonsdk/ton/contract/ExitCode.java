package dev.cocoonsdk.ton.contract;

import static dev.cocoonsdk.ton.contract.ContractKind.CLIENT;
import static dev.cocoonsdk.ton.contract.ContractKind.PROXY;
import static dev.cocoonsdk.ton.contract.ContractKind.ROOT;
import static dev.cocoonsdk.ton.contract.ContractKind.WALLET;
import static dev.cocoonsdk.ton.contract.ContractKind.WORKER;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Why a contract refused a message ({@code docs/protocol/contracts.md} 10, with the meaning that chapter 9 gives in each contract). */
public enum ExitCode {
    /** The signed counter is not greater than the contract's. */
    OLD_MESSAGE(1000, "the signed counter was settled before", CLIENT, WORKER),
    /** Too few coins, or nothing above the stake. */
    CONTRACT_BALANCE_TOO_LOW(1001, "the contract has too few coins for this, or nothing above the stake", CLIENT),
    /** Declared, used by no contract. */
    BALANCE_TOO_LOW(1002, "the balance is too low", CLIENT),
    /** The message brings too few coins, or the new stake is not greater. */
    VALUE_TOO_LOW(1003, "the message brings too few coins, or the new stake is not greater", CLIENT, WORKER, PROXY),
    /** The entry of a proxy has another type. */
    MESSAGE_FORMAT(1004, "the entry of the proxy has an unknown type", ROOT),
    /** Body and signed payload differ. */
    SIGNED_FORMAT(1005, "operation or query id of the signed payload differ from the body", CLIENT, WORKER, PROXY),
    /** Closed, or not in the state that the operation needs. */
    WRONG_STATE(1006, "the contract is closed, or not in the state that the operation needs", CLIENT, WORKER, PROXY),
    /** Not signed by the proxy. */
    BAD_SIGNATURE(1007, "the signature is not by the proxy's key", CLIENT, WORKER, PROXY),
    /** The parameters have another struct version than 3. */
    DAMAGED_STORAGE(1008, "the stored parameters have an unknown struct version", ROOT, PROXY, CLIENT, WORKER),
    /** Withdrawal or refund from another address than the owner's. */
    EXPECTED_OWNER(1009, "only the owner may withdraw or ask for a refund", CLIENT),
    /** The operation from another address than the owner's. */
    OWNER_ONLY(1010, "only the owner may send this", ROOT, PROXY, CLIENT, WORKER),
    /** Too early. */
    NOT_UNLOCKED(1011, "the time before the contract may be closed is not over", CLIENT, PROXY),
    /** No such operation. */
    UNKNOWN_OPERATION(1012, "the operation is unknown", ROOT, PROXY, CLIENT, WORKER),
    /** No such letter. */
    UNKNOWN_TEXT(1013, "the letter of the text command is unknown", PROXY),
    /** The sender is not the contract that it says to be. */
    ADDRESS_MISMATCH(1014, "the sender is not the client or worker contract that it says to be", PROXY),
    /** Signed for another contract. */
    PAYLOAD_ADDRESS(1015, "the signed payload names another contract", CLIENT, WORKER, PROXY),
    /** The external message came too late. */
    EXPIRED(1030, "the message came after its valid-until time", WALLET),
    /** The owner blocked the wallet. */
    BLOCKED(1031, "the owner has blocked the wallet", WALLET),
    /** Another message was before. */
    SEQNO(1032, "the seqno is not the wallet's", WALLET),
    /** Always 0 in Cocoon. */
    SUBWALLET(1033, "the subwallet is not the wallet's", WALLET),
    /** Not signed by the wallet's key. */
    WALLET_SIGNATURE(1034, "the signature is not by the wallet's key", WALLET),
    /** Less than 2 TON. */
    WALLET_BALANCE(1035, "the wallet has less than 2 TON", WALLET),
    /** The operation from another address than the owner's. */
    WALLET_OWNER(1040, "only the owner may send this to the wallet", WALLET),
    /** No such operation. */
    WALLET_OPERATION(1041, "the wallet knows no such operation or letter", WALLET),
    /** No proxy has this number. */
    UNKNOWN_PROXY(2000, "no proxy is registered under this number", ROOT);

    private final int code;
    private final String meaning;
    // Never changed; the JDK has no type that says so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<ContractKind> contracts;

    ExitCode(int code, String meaning, ContractKind first, ContractKind... more) {
        this.code = code;
        this.meaning = meaning;
        this.contracts = Collections.unmodifiableSet(EnumSet.of(first, more));
    }

    /** The number on chain. */
    public int code() {
        return code;
    }

    /** What it means, a clause in English. */
    public String meaning() {
        return meaning;
    }

    /** A contract's own code; empty if the contract has no such code. */
    public static Optional<ExitCode> of(ContractKind contract, int code) {
        for (ExitCode exit : values()) {
            if (exit.code == code && exit.contracts.contains(contract)) {
                return Optional.of(exit);
            }
        }
        return Optional.empty();
    }

    /**
     * What a result of the compute or action phase means, for humans.
     *
     * @param contract which contract ended so
     * @param code any exit code
     * @return the number and a clause, for example {@code 1011: the time before …}
     */
    public static String explain(ContractKind contract, int code) {
        return code + ": " + of(contract, code).map(ExitCode::meaning).orElseGet(() -> ofMachine(code));
    }

    private static String ofMachine(int code) {
        return switch (code) {
            case 0, 1 -> "success";
            case 2 -> "stack underflow";
            case 3 -> "stack overflow";
            case 4 -> "integer overflow";
            case 5 -> "a number is out of range, for example an amount greater than the contract's coins";
            case 6 -> "invalid instruction";
            case 7 -> "a value has another type";
            case 8 -> "too much for one cell";
            case 9 -> "the message or the storage has another layout";
            case 10 -> "dictionary error";
            case 11 -> "no such get-method";
            case 13, -14 -> "out of gas: the message brought too few coins";
            case 32 -> "the list of actions is malformed";
            case 34 -> "an action is not supported";
            case 36 -> "a message goes to an invalid address";
            case 37 -> "too few coins for the actions";
            case 38 -> "too few extra currencies for the actions";
            case 40 -> "too few coins to process a message";
            default -> "unknown";
        };
    }
}
