package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.quote.Measurement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What a simulated trust domain runs: the measurements and attributes that its quotes carry ({@code docs/protocol/attestation.md} 9.1).
 * Immutable.
 *
 * @param mrTd virtual firmware
 * @param mrConfigId configuration
 * @param mrOwner owner
 * @param mrOwnerConfig owner's configuration
 * @param rtmrs RTMR0 to RTMR3
 * @param tdAttributes TDATTRIBUTES; bit 0 is DEBUG, bit 28 SEPT_VE_DISABLE
 * @param xfam CPU state that the trust domain may use
 */
public record SimulatedImage(
        Measurement mrTd,
        Measurement mrConfigId,
        Measurement mrOwner,
        Measurement mrOwnerConfig,
        List<Measurement> rtmrs,
        long tdAttributes,
        long xfam) {

    /** TDATTRIBUTES of a production image: SEPT_VE_DISABLE only. */
    public static final long TD_ATTRIBUTES = 1L << 28;

    /** XFAM of the quotes of real Cocoon images. */
    public static final long XFAM = 0x602e7;

    private static final int RTMRS = 4;
    private static final int MEASUREMENTS = (4 + RTMRS) * Measurement.LENGTH;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are not four RTMRs
     */
    public SimulatedImage {
        rtmrs = List.copyOf(rtmrs);
        if (rtmrs.size() != RTMRS) {
            throw new IllegalArgumentException("rtmrs: " + rtmrs.size() + " (expected: 4)");
        }
    }

    /** An image whose MRTD and RTMRs follow from a name, such as {@code provider}; the rest as in production. */
    public static SimulatedImage named(String name) {
        List<Measurement> rtmrs =
                List.of(derived(name, "rtmr0"), derived(name, "rtmr1"), derived(name, "rtmr2"), derived(name, "rtmr3"));
        Measurement zero = Measurement.ZERO;
        return new SimulatedImage(derived(name, "mrtd"), zero, zero, zero, rtmrs, TD_ATTRIBUTES, XFAM);
    }

    private static Measurement derived(String name, String register) {
        byte[] text = Bytes.utf8("simulated image: " + register + ": " + name).toByteArray();
        return new Measurement(Bytes.wrap(P256Key.digest("SHA-384", text)));
    }

    /** The same image with other TDATTRIBUTES. */
    public SimulatedImage withTdAttributes(long attributes) {
        return new SimulatedImage(mrTd, mrConfigId, mrOwner, mrOwnerConfig, rtmrs, attributes, xfam);
    }

    /** The same image with another XFAM. */
    public SimulatedImage withXfam(long newXfam) {
        return new SimulatedImage(mrTd, mrConfigId, mrOwner, mrOwnerConfig, rtmrs, tdAttributes, newXfam);
    }

    /** The same image with another MRTD. */
    public SimulatedImage withMrTd(Measurement newMrTd) {
        return new SimulatedImage(newMrTd, mrConfigId, mrOwner, mrOwnerConfig, rtmrs, tdAttributes, xfam);
    }

    /** The same image with other RTMRs, four of them. */
    public SimulatedImage withRtmrs(List<Measurement> newRtmrs) {
        return new SimulatedImage(mrTd, mrConfigId, mrOwner, mrOwnerConfig, newRtmrs, tdAttributes, xfam);
    }

    /** The same image with other values of what nobody sets today. */
    public SimulatedImage withConfiguration(Measurement configId, Measurement owner, Measurement ownerConfig) {
        return new SimulatedImage(mrTd, configId, owner, ownerConfig, rtmrs, tdAttributes, xfam);
    }

    /** The hash by which the network names this image ({@code docs/protocol/attestation.md} 6). */
    public Hash256 imageHash() {
        return ImageHash.tdx(Bytes.wrap(measurements()));
    }

    /** 384 bytes from MRTD to RTMR3. */
    byte[] measurements() {
        ByteBuffer out = ByteBuffer.allocate(MEASUREMENTS);
        for (Measurement one : List.of(mrTd, mrConfigId, mrOwner, mrOwnerConfig)) {
            out.put(one.value().toByteArray());
        }
        rtmrs.forEach(one -> out.put(one.value().toByteArray()));
        return out.array();
    }

    /** 16 bytes: TDATTRIBUTES and XFAM, little-endian. */
    byte[] attributes() {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(tdAttributes)
                .putLong(xfam)
                .array();
    }
}
