package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * What a PCK certificate says about its platform, extension {@value #OID} ({@code docs/protocol/attestation.md} 9.2).
 *
 * @param components 16 security versions of SGX components, 0 to 255
 * @param pceSvn 0 to 65,535
 * @param pceId 2 bytes
 * @param fmspc 6 bytes
 */
record PckExtension(List<Integer> components, int pceSvn, Bytes pceId, Bytes fmspc) {

    static final String OID = "1.2.840.113741.1.13.1";
    private static final int COMPONENTS = 16;
    private static final int MAX_BYTES = 4096;

    /**
     * Reads the value of the extension.
     *
     * @param value the DER SEQUENCE, already out of its OCTET STRING
     */
    static PckExtension parse(Place place, byte[] value) throws Refusal {
        if (value.length > MAX_BYTES) {
            throw place.malformed("PCK extension", "<= " + MAX_BYTES + " bytes", value.length + " bytes");
        }
        try {
            Map<String, ASN1Encodable> fields = fields(ASN1Sequence.getInstance(value), OID + ".");
            Map<String, ASN1Encodable> tcb = fields(ASN1Sequence.getInstance(need(fields, "2")), OID + ".2.");
            Integer[] components = new Integer[COMPONENTS];
            for (int i = 0; i < COMPONENTS; i++) {
                components[i] = integer(tcb, String.valueOf(i + 1), 255);
            }
            return new PckExtension(
                    List.of(components),
                    integer(tcb, String.valueOf(COMPONENTS + 1), 65_535),
                    octets(fields, "3", 2),
                    octets(fields, "4", 6));
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw place.malformed("PCK extension", "the fields of attestation.md 9.2", "other values");
        }
    }

    private static Map<String, ASN1Encodable> fields(ASN1Sequence sequence, String prefix) {
        Map<String, ASN1Encodable> fields = new HashMap<>();
        for (ASN1Encodable item : sequence) {
            ASN1Sequence pair = ASN1Sequence.getInstance(item);
            String oid = ASN1ObjectIdentifier.getInstance(single(pair)).getId();
            if (!oid.startsWith(prefix) || fields.put(oid.substring(prefix.length()), pair.getObjectAt(1)) != null) {
                throw new IllegalArgumentException("a field of another kind, or twice");
            }
        }
        return fields;
    }

    private static ASN1Encodable single(ASN1Sequence pair) {
        if (pair.size() != 2) {
            throw new IllegalArgumentException("no pair");
        }
        return pair.getObjectAt(0);
    }

    private static ASN1Encodable need(Map<String, ASN1Encodable> fields, String name) {
        ASN1Encodable value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return value;
    }

    private static int integer(Map<String, ASN1Encodable> fields, String name, int max) {
        BigInteger value = ASN1Integer.getInstance(need(fields, name)).getValue();
        if (value.signum() < 0 || value.bitLength() > 31 || value.intValue() > max) {
            throw new IllegalArgumentException("a number is out of range");
        }
        return value.intValue();
    }

    private static Bytes octets(Map<String, ASN1Encodable> fields, String name, int length) {
        byte[] value = ASN1OctetString.getInstance(need(fields, name)).getOctets();
        if (value.length != length) {
            throw new IllegalArgumentException("a field has another length");
        }
        return Bytes.copyOf(value);
    }
}
