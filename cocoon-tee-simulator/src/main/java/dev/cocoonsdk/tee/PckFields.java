package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/**
 * The extension 1.2.840.113741.1.13.1 of a PCK certificate ({@code docs/protocol/attestation.md} 9.2).
 *
 * @param ppid 16 bytes
 * @param components security versions of the 16 SGX components, 0 to 255
 * @param pceSvn 0 to 65,535
 * @param cpuSvn 16 bytes
 * @param pceId 2 bytes
 * @param fmspc 6 bytes
 * @param sgxType 0 standard, 1 scalable, 2 scalable with integrity
 * @param instanceId platform instance id, 16 bytes
 * @param platform whether the fields of the platform CA, instance id and configuration, are there
 * @param omitted last number of the identifiers of fields that are left out, 1 to 7; 0 leaves the whole extension out
 */
public record PckFields(
        Bytes ppid,
        List<Integer> components,
        int pceSvn,
        Bytes cpuSvn,
        Bytes pceId,
        Bytes fmspc,
        int sgxType,
        Bytes instanceId,
        boolean platform,
        Set<Integer> omitted) {

    static final String OID = "1.2.840.113741.1.13.1";

    /** Copies the collections. */
    public PckFields {
        components = List.copyOf(components);
        omitted = Set.copyOf(omitted);
    }

    /** Other security versions. */
    public PckFields withTcb(List<Integer> newComponents, int newPceSvn) {
        return new PckFields(
                ppid, newComponents, newPceSvn, cpuSvn, pceId, fmspc, sgxType, instanceId, platform, omitted);
    }

    /** Another FMSPC, 6 bytes. */
    public PckFields withFmspc(Bytes newFmspc) {
        return new PckFields(ppid, components, pceSvn, cpuSvn, pceId, newFmspc, sgxType, instanceId, platform, omitted);
    }

    /** Another PCE-ID, 2 bytes. */
    public PckFields withPceId(Bytes newPceId) {
        return new PckFields(ppid, components, pceSvn, cpuSvn, newPceId, fmspc, sgxType, instanceId, platform, omitted);
    }

    /** Without one field, or without the extension (0). */
    public PckFields without(int field) {
        Set<Integer> more = new TreeSet<>(omitted);
        more.add(field);
        return new PckFields(ppid, components, pceSvn, cpuSvn, pceId, fmspc, sgxType, instanceId, platform, more);
    }

    DERSequence encoded() {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        add(fields, 1, octets(ppid));
        add(fields, 2, tcb());
        add(fields, 3, octets(pceId));
        add(fields, 4, octets(fmspc));
        add(fields, 5, new ASN1Enumerated(sgxType));
        if (platform) {
            add(fields, 6, octets(instanceId));
            add(fields, 7, configuration());
        }
        return new DERSequence(fields);
    }

    private void add(ASN1EncodableVector fields, int number, ASN1Encodable value) {
        if (!omitted.contains(number)) {
            fields.add(field(OID + "." + number, value));
        }
    }

    private ASN1Encodable tcb() {
        List<ASN1Encodable> fields = new ArrayList<>();
        for (int component : components) {
            fields.add(field(OID + ".2." + (fields.size() + 1), new ASN1Integer(component)));
        }
        fields.add(field(OID + ".2.17", new ASN1Integer(pceSvn)));
        fields.add(field(OID + ".2.18", octets(cpuSvn)));
        return new DERSequence(fields.toArray(ASN1Encodable[]::new));
    }

    private static ASN1Encodable configuration() {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        for (int i = 1; i <= 3; i++) {
            fields.add(field(OID + ".7." + i, ASN1Boolean.TRUE));
        }
        return new DERSequence(fields);
    }

    private static ASN1Encodable field(String oid, ASN1Encodable value) {
        return new DERSequence(new ASN1Encodable[] {new ASN1ObjectIdentifier(oid), value});
    }

    private static DEROctetString octets(Bytes value) {
        return new DEROctetString(value.toByteArray());
    }
}
