package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.TcbStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** What Intel's documents say about the platform of a genuine quote. */
public final class Judged {

    private final TcbEvaluation.Level level;
    private final Bytes fmspc;
    private final VerifiedCollateral collateral;
    private final List<Validity> dates;

    Judged(TcbEvaluation.Level level, Bytes fmspc, VerifiedCollateral collateral, List<Validity> dates) {
        this.level = level;
        this.fmspc = fmspc;
        this.collateral = collateral;
        this.dates = dates;
    }

    /** All statuses merged. */
    public TcbStatus status() {
        return level.merged();
    }

    public TcbStatus platformStatus() {
        return level.platform().status();
    }

    public TcbStatus moduleStatus() {
        return level.module();
    }

    public TcbStatus qeStatus() {
        return level.qe();
    }

    public Instant tcbDate() {
        return level.platform().date();
    }

    public List<String> advisories() {
        return level.advisories();
    }

    public Bytes fmspc() {
        return fmspc;
    }

    /** The lower one of TCB info and QE identity. */
    public int evaluationNumber() {
        return Math.min(
                collateral.tcbInfo().evaluationNumber(), collateral.qeIdentity().evaluationNumber());
    }

    public Instant tcbInfoIssued() {
        return collateral.tcbInfo().issued();
    }

    /** When the first thing that was used ends. */
    public Instant end() {
        return dates.stream().map(Validity::end).min(Comparator.naturalOrder()).orElseThrow();
    }

    List<Validity> dates() {
        return dates;
    }

    static String hex(Bytes value) {
        return HexFormat.of().formatHex(value.toByteArray());
    }
}
