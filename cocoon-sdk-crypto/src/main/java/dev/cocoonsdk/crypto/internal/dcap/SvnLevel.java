package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.crypto.TcbStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A level of the quoting enclave or of a TDX module.
 *
 * @param isvSvn lowest security version of this level
 * @param date what it is up to date with
 * @param status what Intel says about it
 * @param advisories ids of Intel's advisories that apply
 */
record SvnLevel(int isvSvn, Instant date, TcbStatus status, List<String> advisories) {

    static List<SvnLevel> parse(JsonFields owner) throws Refusal {
        List<SvnLevel> levels = new ArrayList<>();
        for (JsonFields level : owner.objects("tcbLevels", TcbInfo.MAX_ITEMS)) {
            levels.add(new SvnLevel(
                    level.object("tcb").integer("isvsvn", 65_535),
                    level.time("tcbDate"),
                    level.status("tcbStatus"),
                    List.copyOf(level.texts("advisoryIDs", TcbInfo.MAX_ITEMS))));
        }
        levels.sort(Comparator.comparingInt(SvnLevel::isvSvn).reversed());
        return List.copyOf(levels);
    }

    /** The highest level that a version reaches, or null if it is below all. */
    static @Nullable SvnLevel of(List<SvnLevel> levels, int isvSvn) {
        for (SvnLevel level : levels) {
            if (level.isvSvn <= isvSvn) {
                return level;
            }
        }
        return null;
    }
}
