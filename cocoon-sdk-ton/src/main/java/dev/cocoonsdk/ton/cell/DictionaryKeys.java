package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Keys of dictionaries: unsigned numbers in as many bytes as they need, so that shorter than whole bytes they begin with zero bits. */
final class DictionaryKeys {

    private DictionaryKeys() {}

    static <V> Map<Bytes, V> newMap(int keyBits) {
        if (keyBits < 1 || keyBits > Cell.MAX_BITS) {
            throw new CellException("dictionary keys: " + keyBits + " bits (expected: 1 to " + Cell.MAX_BITS + ")");
        }
        return new TreeMap<>(DictionaryKeys::compareUnsigned);
    }

    private static int compareUnsigned(Bytes a, Bytes b) {
        ByteBuffer left = a.asByteBuffer();
        ByteBuffer right = b.asByteBuffer();
        int at = left.mismatch(right);
        return at < 0 ? 0 : Byte.compareUnsigned(left.get(at), right.get(at));
    }

    static byte[] zeroKey(int keyBits) {
        return new byte[(keyBits + 7) / 8];
    }

    /** Zero bits before the key. */
    static int padding(int keyBits) {
        return -keyBits & 7;
    }

    static Bytes checked(Bytes key, int keyBits) {
        int bytes = (keyBits + 7) / 8;
        if (key.length() != bytes) {
            throw new CellException("dictionary key: " + key.length() + " bytes (expected: " + bytes + ")");
        }
        if ((key.asByteBuffer().get(0) & 0xff) >> (8 - padding(keyBits)) != 0) {
            throw new CellException("dictionary key: too large (expected: " + keyBits + " bits)");
        }
        return key;
    }
}
