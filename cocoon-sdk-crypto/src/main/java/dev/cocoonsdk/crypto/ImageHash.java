package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;

/** The hash by which the network names what a peer runs ({@code docs/protocol/attestation.md} 6). */
public final class ImageHash {

    /** The hash of a TDX peer whose measurements are all zero: of every {@code fake_tdx} peer. */
    public static final Hash256 FAKE_TDX = tdx(Bytes.wrap(new byte[AttestationData.Tdx.MEASUREMENTS]));

    private ImageHash() {}

    /**
     * The hash of a TDX peer: SHA-256 over the measurements and 64 zero bytes in place of the report data.
     *
     * @param measurements 384 bytes: mr_td, mr_config_id, mr_owner, mr_owner_config, rtmr0 to rtmr3, 48 bytes each
     * @throws IllegalArgumentException if there are not 384 bytes
     */
    public static Hash256 tdx(Bytes measurements) {
        Lengths.check("measurements", measurements, AttestationData.Tdx.MEASUREMENTS);
        return Hash256.sha256(measurements.toByteArray(), new byte[AttestationData.REPORT_DATA]);
    }

    /**
     * The hash of an SGX peer: SHA-256 over the enclave's measurement and 64 zero bytes.
     *
     * @param mrEnclave 32 bytes
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static Hash256 sgx(Bytes mrEnclave) {
        Lengths.check("mr_enclave", mrEnclave, AttestationData.Sgx.MEASUREMENT);
        return Hash256.sha256(mrEnclave.toByteArray(), new byte[AttestationData.REPORT_DATA]);
    }
}
