package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import dev.cocoonsdk.crypto.collateral.CollateralItem.Chain;
import dev.cocoonsdk.crypto.collateral.CollateralItem.Crl;
import dev.cocoonsdk.crypto.collateral.CollateralItem.Issuer;
import dev.cocoonsdk.crypto.collateral.CollateralItem.QeIdentity;
import dev.cocoonsdk.crypto.collateral.CollateralItem.TcbInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Puts together what belongs to one platform from pieces of any origin. */
final class CollateralPieces {

    private static final int MAX_NAMES = 5;

    private final List<CollateralItem> items = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    void addFile(String name, Bytes content) {
        CollateralItem item = CollateralReader.read(content);
        if (item != null) {
            items.add(item);
        } else if (!addBundle(content)) {
            unknown.add(name);
        }
    }

    private boolean addBundle(Bytes content) {
        try {
            CollateralBundle.parse(content)
                    .all()
                    .forEach(collateral -> CollateralBundle.pieces(collateral).forEach(this::add));
            return true;
        } catch (CollateralException e) {
            return false;
        }
    }

    private void add(Bytes content) {
        CollateralItem item = CollateralReader.read(content);
        if (item != null) {
            items.add(item);
        }
    }

    /**
     * The collateral of a platform.
     *
     * @throws CollateralException if a piece is missing or only there for other platforms
     */
    Collateral of(PlatformId platform) throws CollateralException {
        TcbInfo tcbInfo = tcbInfo(platform.fmspc());
        QeIdentity identity = identity();
        Issuer ca = Issuer.of(platform.ca());
        Crl pckCrl = crl(ca, platform, crl -> true);
        Chain pckChain = chain(ca, chain -> pckCrl.isSignedBy(chain.leafKey()));
        Crl rootCrl = crl(Issuer.ROOT, platform, crl -> crl.isSignedBy(pckChain.rootKey()));
        return new Collateral(
                tcbInfo.raw(),
                signer(tcbInfo.raw(), pckChain).raw(),
                identity.raw(),
                signer(identity.raw(), pckChain).raw(),
                pckCrl.raw(),
                pckChain.raw(),
                rootCrl.raw());
    }

    private Chain signer(Bytes document, Chain pckChain) throws CollateralException {
        DocumentSignature signature = DocumentSignature.of(document);
        return chain(
                Issuer.TCB_SIGNING,
                chain -> chain.rootKey().equals(pckChain.rootKey()) && signature.isBy(chain.leafKey()));
    }

    private TcbInfo tcbInfo(Bytes fmspc) throws CollateralException {
        List<TcbInfo> all = of(TcbInfo.class, item -> true);
        List<TcbInfo> fitting =
                all.stream().filter(item -> Objects.equals(fmspc, item.fmspc())).toList();
        String name = "TCB info of fmspc " + HexFormat.of().formatHex(fmspc.toByteArray());
        if (fitting.isEmpty()) {
            throw all.isEmpty() ? missing(name) : otherPlatform(name);
        }
        return best(fitting, TcbInfo::forTdx);
    }

    private QeIdentity identity() throws CollateralException {
        List<QeIdentity> all = of(QeIdentity.class, item -> true);
        if (all.isEmpty()) {
            throw missing("QE identity");
        }
        return best(all, QeIdentity::forTdx);
    }

    private Crl crl(Issuer issuer, PlatformId platform, Predicate<Crl> fits) throws CollateralException {
        List<Crl> all = of(Crl.class, crl -> crl.issuer() == issuer);
        if (all.isEmpty()) {
            String name = issuer == Issuer.ROOT
                    ? "root CA CRL"
                    : "PCK CRL of the " + platform.ca().parameter() + " CA";
            boolean others = issuer != Issuer.ROOT
                    && !of(Crl.class, crl -> crl.issuer() != Issuer.ROOT).isEmpty();
            throw others ? otherPlatform(name) : missing(name);
        }
        return best(all, fits);
    }

    private Chain chain(Issuer issuer, Predicate<Chain> fits) throws CollateralException {
        List<Chain> all = of(Chain.class, chain -> chain.issuer() == issuer);
        if (all.isEmpty()) {
            throw missing("issuer chain of " + (issuer == Issuer.TCB_SIGNING ? "TCB info" : "the PCK CRL"));
        }
        return best(all, fits);
    }

    private <T extends CollateralItem> List<T> of(Class<T> type, Predicate<T> wanted) {
        return items.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .toList();
    }

    /** The youngest that fits, else the youngest: what does not fit is for the verifier to refuse, with its reason. */
    private static <T extends CollateralItem> T best(List<T> all, Predicate<T> fits) {
        Comparator<T> order = Comparator.<T, Boolean>comparing(fits::test).thenComparing(CollateralItem::made);
        return all.stream().max(order).orElseThrow();
    }

    private CollateralException missing(String item) {
        String others = unknown.isEmpty()
                ? ""
                : "; not understood: "
                        + String.join(", ", unknown.subList(0, Math.min(MAX_NAMES, unknown.size())))
                        + (unknown.size() > MAX_NAMES ? ", …" : "");
        return new CollateralException(Reason.MISSING, item, "missing" + others, null);
    }

    private static CollateralException otherPlatform(String item) {
        return new CollateralException(Reason.OTHER_PLATFORM, item, "there only for other platforms", null);
    }
}
