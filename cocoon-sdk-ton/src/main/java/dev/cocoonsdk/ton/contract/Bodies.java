package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.nio.charset.StandardCharsets;

/** What bodies have in common ({@code docs/protocol/contracts.md} 1, 4, 7). */
final class Bodies {

    private static final int MAX_ENTRY = 127;
    private static final int LENGTH_BITS = 7;

    private Bodies() {}

    static CellBuilder begin(Operation operation) {
        return new CellBuilder().storeUint(Integer.toUnsignedLong(operation.code()), 32);
    }

    static CellBuilder begin(Operation operation, long queryId) {
        return begin(operation).storeUint(queryId, 64);
    }

    static CellBuilder address(CellBuilder out, TonAddress address) {
        address.write(out);
        return out;
    }

    /** Type bit 0, length, text. */
    static CellBuilder proxyEntry(CellBuilder out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return out.storeBit(false).storeUint(bytes.length, LENGTH_BITS).storeBytes(bytes);
    }

    static String readProxyEntry(CellSlice in) {
        if (in.loadBit()) {
            throw new CellException("proxy entry: type 1 (expected: 0)");
        }
        return new String(in.loadBytes((int) in.loadUint(LENGTH_BITS)), StandardCharsets.ISO_8859_1);
    }

    static void checkProxyEntry(String text) {
        if (text.length() > MAX_ENTRY || text.chars().anyMatch(character -> character > 0xff)) {
            throw new IllegalArgumentException("proxy entry: " + text.length() + " characters (expected: <= "
                    + MAX_ENTRY + " characters of Latin-1)");
        }
    }

    static void checkUint(String name, long value, int width) {
        if (value >>> width != 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + width + " bits)");
        }
    }

    static void checkPayload(CellSlice in, Operation expected) {
        if (in.loadUint(32) != Integer.toUnsignedLong(expected.code())) {
            throw new CellException("payload: another operation (expected: " + expected.specName() + ")");
        }
    }
}
