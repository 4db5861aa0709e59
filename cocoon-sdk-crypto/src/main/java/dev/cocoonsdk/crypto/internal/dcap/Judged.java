package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.TcbStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** What Intel's documents say about the platform of a genuine quote. */
public final class Judged {

    private final TcbEvaluation.Level level;
    private final Bytes fmspc;
    private final TcbInfo tcbInfo;
    private final QeIdentity qeIdentity;
    private final List<Validity> dates;

    Judged(TcbEvaluation.Level level, Bytes fmspc, TcbInfo tcbInfo, QeIdentity qeIdentity, List<Validity> dates) {
        this.level = level;
        this.fmspc = fmspc;
        this.tcbInfo = tcbInfo;
        this.qeIdentity = qeIdentity;
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
        SvnLevel module = level.module();
        return module == null ? TcbStatus.UP_TO_DATE : module.status();
    }

    public TcbStatus qeStatus() {
        return level.qe().status();
    }

    public Instant tcbDate() {
        return level.platform().date();
    }

    /** The earliest date among platform, module and quoting enclave. */
    public Instant earliestDate() {
        return earliest(true);
    }

    /** The earliest date among those of them that are not up to date; the platform's if all are. */
    public Instant outdatedSince() {
        return earliest(false);
    }

    private Instant earliest(boolean ofAll) {
        List<Instant> dated = new ArrayList<>();
        if (ofAll || platformStatus() != TcbStatus.UP_TO_DATE) {
            dated.add(tcbDate());
        }
        SvnLevel module = level.module();
        if (module != null && (ofAll || module.status() != TcbStatus.UP_TO_DATE)) {
            dated.add(module.date());
        }
        if (ofAll || qeStatus() != TcbStatus.UP_TO_DATE) {
            dated.add(level.qe().date());
        }
        return dated.stream().min(Comparator.naturalOrder()).orElse(tcbDate());
    }

    public List<String> advisories() {
        return level.advisories();
    }

    public Bytes fmspc() {
        return fmspc;
    }

    /** The lower one of TCB info and QE identity. */
    public int evaluationNumber() {
        return Math.min(tcbInfo.evaluationNumber(), qeIdentity.evaluationNumber());
    }

    public Instant tcbInfoIssued() {
        return tcbInfo.issued();
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
