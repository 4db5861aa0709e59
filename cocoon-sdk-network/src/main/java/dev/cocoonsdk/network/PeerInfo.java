package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationData;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.TlWriter;
import org.jspecify.annotations.Nullable;

/**
 * How a router describes the far end of a connection to the runner behind it, before the first frame ({@code docs/protocol/wire.md}
 * 3.3).
 *
 * @param attestation what the peer's quote said, or null without attestation
 * @param collateralRootHash root key under the quote; zero bytes if none
 * @param publicKey Ed25519 key of the peer's certificate, 32 bytes
 * @param source where the connection comes from
 * @param destination where it goes
 */
public record PeerInfo(
        @Nullable AttestationData attestation,
        CollateralRootHash collateralRootHash,
        Hash256 publicKey,
        Endpoint source,
        Endpoint destination) {

    /** Longest message in bytes, without the length in front of it. */
    public static final int MAX_LENGTH = 16_536;

    private static final int TDX = 0;
    private static final int SGX = 1;

    /**
     * One end of a TCP connection, as the router names it.
     *
     * @param address IP address as text
     * @param port port
     */
    public record Endpoint(String address, int port) {

        private static Endpoint read(TlReader in) {
            return new Endpoint(in.readString(), in.readInt());
        }

        private int size() {
            return TlWriter.sizeOfBytes(TlBytes.ofUtf8(address).length()) + 4;
        }

        private void write(TlWriter out) {
            out.writeString(address);
            out.writeInt(port);
        }

        /** Address and port with a colon between. */
        @Override
        public String toString() {
            return address + ":" + port;
        }
    }

    /** The hash of what the peer runs; {@link Hash256#ZERO} without attestation. */
    public Hash256 imageHash() {
        return attestation == null ? Hash256.ZERO : attestation.imageHash();
    }

    /**
     * Reads a message.
     *
     * @param bytes the message without the length in front of it
     * @throws TlFormatException if the bytes are anything but one message
     */
    public static PeerInfo parse(TlBytes bytes) {
        return TlReader.parse(bytes, PeerInfo::read);
    }

    private static PeerInfo read(TlReader in) {
        AttestationData attestation = choice(in, "has_attestation") == 0 ? null : readAttestation(in);
        CollateralRootHash root = new CollateralRootHash(fixed(in, CollateralRootHash.LENGTH));
        return new PeerInfo(attestation, root, readKey(in), Endpoint.read(in), Endpoint.read(in));
    }

    private static AttestationData readAttestation(TlReader in) {
        if (choice(in, "attestation variant") == TDX) {
            Bytes measurements = fixed(in, AttestationData.Tdx.MEASUREMENTS);
            return new AttestationData.Tdx(measurements, fixed(in, AttestationData.REPORT_DATA));
        }
        Bytes enclave = fixed(in, AttestationData.Sgx.MEASUREMENT);
        return new AttestationData.Sgx(enclave, fixed(in, AttestationData.REPORT_DATA));
    }

    private static Hash256 readKey(TlReader in) {
        TlBytes key = in.readBytes();
        if (key.length() != Hash256.LENGTH) {
            throw new TlFormatException("public key of 32 bytes expected", in.offset());
        }
        return Hash256.of(key.toByteArray());
    }

    private static int choice(TlReader in, String name) {
        int value = in.readInt();
        if (value != 0 && value != 1) {
            throw new TlFormatException(name + " 0 or 1 expected", in.offset() - 4);
        }
        return value;
    }

    private static Bytes fixed(TlReader in, int length) {
        return Bytes.wrap(in.readFixed(length).toByteArray());
    }

    /**
     * The message without the length in front of it.
     *
     * @throws IllegalStateException if the addresses are too long for a message, which no address is
     */
    public TlBytes toBytes() {
        int size = size();
        if (size > MAX_LENGTH) {
            throw new IllegalStateException("peer info: " + size + " bytes (expected: <= " + MAX_LENGTH + ")");
        }
        TlWriter out = TlWriter.ofSize(size);
        writeAttestation(out);
        out.writeFixed(TlBytes.wrap(collateralRootHash.value().toByteArray()));
        out.writeBytes(TlBytes.wrap(publicKey.toBytes()));
        source.write(out);
        destination.write(out);
        return out.toBytes();
    }

    private int size() {
        return 4
                + attestationSize()
                + CollateralRootHash.LENGTH
                + TlWriter.sizeOfBytes(Hash256.LENGTH)
                + source.size()
                + destination.size();
    }

    private int attestationSize() {
        if (attestation == null) {
            return 0;
        }
        int measured = attestation instanceof AttestationData.Tdx
                ? AttestationData.Tdx.MEASUREMENTS
                : AttestationData.Sgx.MEASUREMENT;
        return 4 + measured + AttestationData.REPORT_DATA;
    }

    private void writeAttestation(TlWriter out) {
        out.writeInt(attestation == null ? 0 : 1);
        if (attestation instanceof AttestationData.Tdx tdx) {
            out.writeInt(TDX);
            out.writeFixed(TlBytes.wrap(tdx.measurements().toByteArray()));
            out.writeFixed(TlBytes.wrap(tdx.reportData().toByteArray()));
        } else if (attestation instanceof AttestationData.Sgx sgx) {
            out.writeInt(SGX);
            out.writeFixed(TlBytes.wrap(sgx.mrEnclave().toByteArray()));
            out.writeFixed(TlBytes.wrap(sgx.reportData().toByteArray()));
        }
    }
}
