package dev.cocoonsdk.it.conformance.raw;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A signed payment in its one possible layout ({@code docs/protocol/wire.md} 10.4): a bag of two cells, 180 bytes. Signed and checked
 * with the JDK's Ed25519.
 *
 * @param op operation, which says who is paid
 * @param queryId the same in both cells
 * @param tokens cumulative adjusted tokens
 * @param contract whom the payment is for, {@code workchain:hash}
 * @param excesses the proxy's wallet, {@code workchain:hash}
 */
public record RawPayment(int op, long queryId, long tokens, String contract, String excesses) {

    public static final int CLIENT_CHARGE = 0xbb63ff93;
    public static final int WORKER_PAYOUT = 0xa040ad28;

    private static final HexFormat HEX = HexFormat.of();
    /** Magic; sizes of one byte each; 2 cells, 1 root, none absent; 0xa9 bytes of cells; the root is cell 0. */
    private static final String HEADER = "b5ee9c72" + "0101020100" + "a900";
    /** One reference; 109 whole bytes and a part of one. */
    private static final String ROOT = "01db";
    /** No reference; 53 whole bytes and a part of one. */
    private static final String PAYLOAD = "006b";

    /** Takes apart what a proxy sent; its signature must be right. */
    public static RawPayment verify(byte[] data, String publicKey) {
        Bits bits = new Bits(data);
        bits.skip(HEADER + ROOT);
        int op = (int) bits.number(32);
        long queryId = bits.number(64);
        String excesses = bits.address();
        byte[] signature = bits.bytes(64);
        bits.completion();
        bits.skip("01" + PAYLOAD);
        byte[] payload = Arrays.copyOfRange(data, data.length - 56, data.length);
        if ((int) bits.number(32) != op || bits.number(64) != queryId) {
            throw new AssertionError("operation or query id differ between the cells");
        }
        long tokens = bits.number(64);
        String contract = bits.address();
        bits.completion();
        bits.end();
        checkSignature(sha256(payload), signature, publicKey);
        return new RawPayment(op, queryId, tokens, contract, excesses);
    }

    /** What a proxy with this key would send. */
    public byte[] sign(String seedBase64) {
        byte[] payload = new BitsOut()
                .hex(PAYLOAD)
                .number(op, 32)
                .number(queryId, 64)
                .number(tokens, 64)
                .address(contract)
                .completed();
        byte[] signature = signature(sha256(payload), Base64.getDecoder().decode(seedBase64));
        byte[] root = new BitsOut()
                .hex(HEADER + ROOT)
                .number(op, 32)
                .number(queryId, 64)
                .address(excesses)
                .bytes(signature)
                .completed();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(root);
        out.write(1);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkSignature(byte[] message, byte[] signature, String publicKey) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HEX.parseHex("302a300506032b6570032100" + publicKey))));
            check.update(message);
            if (!check.verify(signature)) {
                throw new AssertionError("the payment's signature is not the proxy's");
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] signature(byte[] message, byte[] seed) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(
                            HEX.parseHex("302e020100300506032b657004220420" + HEX.formatHex(seed))));
            Signature sign = Signature.getInstance("Ed25519");
            sign.initSign(key);
            sign.update(message);
            return sign.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bits, most significant first; whole bytes where the layout has them. */
    private static final class Bits {

        private final BigInteger all;
        private final int length;
        private int position;

        Bits(byte[] data) {
            all = new BigInteger(1, data);
            length = data.length * 8;
        }

        BigInteger take(int count) {
            position += count;
            if (position > length) {
                throw new AssertionError("the payment ends early");
            }
            return all.shiftRight(length - position).mod(BigInteger.ONE.shiftLeft(count));
        }

        long number(int count) {
            return take(count).longValue();
        }

        byte[] bytes(int count) {
            byte[] found = new byte[count];
            for (int i = 0; i < count; i++) {
                found[i] = (byte) number(8);
            }
            return found;
        }

        void skip(String hex) {
            String found = HEX.formatHex(bytes(hex.length() / 2));
            if (!found.equals(hex)) {
                throw new AssertionError("payment holds " + found + " (expected: " + hex + ")");
            }
        }

        String address() {
            if (number(3) != 0b100) {
                throw new AssertionError("not a standard address");
            }
            return (byte) number(8) + ":" + HEX.formatHex(bytes(32));
        }

        /** One bit set, then zeros to the end of the byte. */
        void completion() {
            int left = 8 - position % 8;
            if (number(left) != 1L << left - 1) {
                throw new AssertionError("wrong end of a cell");
            }
        }

        void end() {
            if (position != length) {
                throw new AssertionError("bytes behind the payment");
            }
        }
    }

    /** The other way round. */
    private static final class BitsOut {

        private BigInteger all = BigInteger.ONE;
        private int length;

        BitsOut bits(BigInteger value, int count) {
            all = all.shiftLeft(count).or(value);
            length += count;
            return this;
        }

        BitsOut number(long value, int count) {
            return bits(BigInteger.valueOf(value).mod(BigInteger.ONE.shiftLeft(count)), count);
        }

        BitsOut bytes(byte[] value) {
            return bits(new BigInteger(1, value), value.length * 8);
        }

        BitsOut hex(String hex) {
            return bytes(HEX.parseHex(hex));
        }

        BitsOut address(String text) {
            String[] parts = text.split(":", 2);
            return number(0b100, 3).number(Integer.parseInt(parts[0]), 8).hex(parts[1]);
        }

        byte[] completed() {
            int left = 8 - length % 8;
            number(1L << left - 1, left);
            byte[] marked = all.toByteArray();
            return Arrays.copyOfRange(marked, 1, marked.length);
        }
    }
}
