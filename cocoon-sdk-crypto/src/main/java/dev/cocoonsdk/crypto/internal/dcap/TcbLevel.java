package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.TcbStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A level of a platform.
 *
 * @param sgx 16 lowest security versions of SGX components
 * @param pceSvn lowest version of the provisioning enclave
 * @param tdx 16 lowest security versions of TDX components
 * @param date what it is up to date with
 * @param status what Intel says about it
 * @param advisories ids of Intel's advisories that apply
 */
record TcbLevel(
        List<Integer> sgx, int pceSvn, List<Integer> tdx, Instant date, TcbStatus status, List<String> advisories) {

    static final int COMPONENTS = 16;

    private static final Comparator<List<Integer>> BY_COMPONENTS = (one, other) -> {
        for (int i = 0; i < COMPONENTS; i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /** Highest first, the order in which a platform is compared. */
    static final Comparator<TcbLevel> HIGHEST_FIRST = Comparator.comparing(TcbLevel::sgx, BY_COMPONENTS)
            .thenComparingInt(TcbLevel::pceSvn)
            .thenComparing(TcbLevel::tdx, BY_COMPONENTS)
            .reversed();

    static TcbLevel parse(Place place, JsonFields level) throws Refusal {
        JsonFields tcb = level.object("tcb");
        return new TcbLevel(
                components(place, tcb, "sgxtcbcomponents"),
                tcb.integer("pcesvn", 65_535),
                components(place, tcb, "tdxtcbcomponents"),
                level.time("tcbDate"),
                level.status("tcbStatus"),
                List.copyOf(level.texts("advisoryIDs", TcbInfo.MAX_ITEMS)));
    }

    private static List<Integer> components(Place place, JsonFields tcb, String name) throws Refusal {
        List<Integer> versions = new ArrayList<>();
        for (JsonFields component : tcb.objects(name, COMPONENTS)) {
            versions.add(component.integer("svn", 255));
        }
        if (versions.size() != COMPONENTS) {
            throw place.malformed(name, COMPONENTS + " components", versions.size() + " components");
        }
        return List.copyOf(versions);
    }

    boolean reachedBy(PckExtension platform) {
        for (int i = 0; i < COMPONENTS; i++) {
            if (platform.components().get(i) < sgx.get(i)) {
                return false;
            }
        }
        return platform.pceSvn() >= pceSvn;
    }

    /** Components 0 and 1 are judged by the module's own levels where the module has a version. */
    boolean reachedBy(Bytes teeTcbSvn) {
        byte[] versions = teeTcbSvn.toByteArray();
        for (int i = versions[1] == 0 ? 0 : 2; i < COMPONENTS; i++) {
            if (Byte.toUnsignedInt(versions[i]) < tdx.get(i)) {
                return false;
            }
        }
        return true;
    }
}
