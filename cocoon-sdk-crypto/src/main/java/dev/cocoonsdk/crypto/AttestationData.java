package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;

/** What a quote says about a peer, as a router passes it on ({@code docs/protocol/wire.md} 3.3). */
public sealed interface AttestationData {

    /** Bytes of report data. */
    int REPORT_DATA = 64;

    /** 64 bytes that the peer chose: SHA-512 of its certificate's key ({@code docs/protocol/attestation.md} 4). */
    Bytes reportData();

    /** The hash by which the network names what the peer runs. */
    Hash256 imageHash();

    /**
     * Intel TDX.
     *
     * @param measurements 384 bytes: mr_td, mr_config_id, mr_owner, mr_owner_config, rtmr0 to rtmr3, 48 bytes each
     * @param reportData 64 bytes
     */
    record Tdx(Bytes measurements, Bytes reportData) implements AttestationData {

        /** Bytes of all measurements. */
        public static final int MEASUREMENTS = 384;

        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if one is wrong
         */
        public Tdx {
            Lengths.check("measurements", measurements, MEASUREMENTS);
            Lengths.check("report data", reportData, REPORT_DATA);
        }

        /** What a fake quote says: no measurement at all ({@code docs/protocol/attestation.md} 7). */
        public static Tdx fake(Bytes reportData) {
            return new Tdx(Bytes.wrap(new byte[MEASUREMENTS]), reportData);
        }

        @Override
        public Hash256 imageHash() {
            return ImageHash.tdx(measurements);
        }
    }

    /**
     * Intel SGX.
     *
     * @param mrEnclave 32 bytes
     * @param reportData 64 bytes
     */
    record Sgx(Bytes mrEnclave, Bytes reportData) implements AttestationData {

        /** Bytes of the measurement. */
        public static final int MEASUREMENT = 32;

        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if one is wrong
         */
        public Sgx {
            Lengths.check("mr_enclave", mrEnclave, MEASUREMENT);
            Lengths.check("report data", reportData, REPORT_DATA);
        }

        @Override
        public Hash256 imageHash() {
            return ImageHash.sgx(mrEnclave);
        }
    }
}
