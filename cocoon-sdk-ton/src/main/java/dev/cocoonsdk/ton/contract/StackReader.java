package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Takes the results of a get-method one by one ({@code docs/protocol/contracts.md} 11). */
final class StackReader {

    private static final int HASH_BITS = 8 * Hash256.LENGTH;

    private final String method;
    private final List<StackValue> stack;
    private int next;

    private StackReader(String method, List<StackValue> stack) {
        this.method = method;
        this.stack = stack;
    }

    /** Asks a contract; fails with {@link TonApiException} if it does not answer as expected. */
    static <T> CompletionStage<T> ask(
            TonApi api,
            TonAddress contract,
            String method,
            List<StackValue> arguments,
            Function<StackReader, T> reader) {
        return api.runGetMethod(contract, method, arguments).thenApply(result -> read(method, result, reader));
    }

    private static <T> T read(String method, GetMethodResult result, Function<StackReader, T> reader) {
        if (!result.isSuccess()) {
            throw new TonApiException(method + ": exit code " + result.exitCode() + " (expected: 0 or 1)", false);
        }
        return reader.apply(new StackReader(method, result.stack()));
    }

    private StackValue next() {
        if (next >= stack.size()) {
            throw problem("only " + stack.size() + " results");
        }
        return stack.get(next++);
    }

    private TonApiException problem(String what) {
        return new TonApiException(method + ": " + what, false);
    }

    private BigInteger number(int bits) {
        if (next() instanceof StackValue.Int number
                && number.value().signum() >= 0
                && number.value().bitLength() <= bits) {
            return number.value();
        }
        throw problem("result " + next + " (expected: an unsigned number of " + bits + " bits)");
    }

    /** Any signed number as a truth value: 0 is false. */
    boolean flag() {
        if (next() instanceof StackValue.Int number) {
            return number.value().signum() != 0;
        }
        throw problem("result " + next + " (expected: a number)");
    }

    long uint32() {
        return number(32).longValueExact();
    }

    long uint64() {
        return number(64).longValue();
    }

    NanoTon coins() {
        return NanoTon.of(number(63).longValueExact());
    }

    Hash256 hash() {
        byte[] signed = number(HASH_BITS).toByteArray();
        byte[] bytes = new byte[Hash256.LENGTH];
        int length = Math.min(signed.length, bytes.length);
        System.arraycopy(signed, signed.length - length, bytes, bytes.length - length, length);
        return Hash256.of(bytes);
    }

    Ed25519PublicKey key() {
        return new Ed25519PublicKey(hash());
    }

    ContractState state() {
        int code = (int) uint32();
        for (ContractState state : ContractState.values()) {
            if (state.code() == code) {
                return state;
            }
        }
        throw problem("result " + next + " (expected: a state, 0 to 2)");
    }

    TonAddress address() {
        StackValue value = next();
        try {
            if (value instanceof StackValue.OfSlice slice) {
                return address(slice.rest().beginRead());
            } else if (value instanceof StackValue.OfCell cell) {
                return address(cell.cell().beginRead());
            }
        } catch (CellException e) {
            throw new TonApiException(method + ": result " + next + " is no address", false, e);
        }
        throw problem("result " + next + " (expected: an address)");
    }

    private static TonAddress address(CellSlice in) {
        TonAddress address = TonAddress.read(in);
        in.endParse();
        return address;
    }
}
