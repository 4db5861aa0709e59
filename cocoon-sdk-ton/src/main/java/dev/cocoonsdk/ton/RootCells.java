package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.RootConfig.SkippedProxy;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.cell.Dictionary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The layout of the root contract's storage, {@code docs/protocol/contracts.md} 4 and 12.3. */
final class RootCells {

    private static final int WITH_KEY_MANAGEMENT = 4;

    private RootCells() {}

    static RootConfig read(Cell root, Instant timestamp) {
        CellSlice in = root.beginRead();
        TonAddress owner = TonAddress.read(in);
        long version = in.loadUint(32);
        CellSlice data = in.loadRef().beginRead();
        ContractParams params = ContractParams.parse(in.loadRef());
        if (params.structVersion() >= WITH_KEY_MANAGEMENT) {
            in.loadRef();
        }
        in.endParse();

        Set<Hash256> proxyHashes = readHashes(data);
        List<ProxyEntry> proxies = new ArrayList<>();
        List<SkippedProxy> skipped = new ArrayList<>();
        Dictionary.read(data, Integer.SIZE)
                .entries()
                .forEach((key, entry) -> readProxy(seqno(key), entry.beginRead(), proxies, skipped));
        long lastProxySeqno = data.loadUint(32);
        Set<Hash256> workerHashes = readHashes(data);
        Set<Hash256> modelHashes = readHashes(data);
        data.endParse();
        return new RootConfig(
                owner,
                version,
                params,
                proxies,
                skipped,
                lastProxySeqno,
                proxyHashes,
                workerHashes,
                modelHashes,
                timestamp);
    }

    private static Set<Hash256> readHashes(CellSlice data) {
        Map<Bytes, Cell> entries = Dictionary.read(data, 8 * Hash256.LENGTH).entries();
        return entries.keySet().stream()
                .map(key -> Hash256.of(key.toByteArray()))
                .collect(Collectors.toSet());
    }

    private static long seqno(Bytes key) {
        return Integer.toUnsignedLong(key.asByteBuffer().getInt());
    }

    /** An entry that does not parse is skipped, not fatal. */
    private static void readProxy(long seqno, CellSlice entry, List<ProxyEntry> proxies, List<SkippedProxy> skipped) {
        try {
            if (entry.loadBit()) {
                skipped.add(new SkippedProxy(seqno, "type 1 (expected: 0)"));
                return;
            }
            byte[] text = entry.loadBytes((int) entry.loadUint(7));
            Optional<ProxyEntry> proxy = ProxyEntry.parse(seqno, new String(text, StandardCharsets.ISO_8859_1));
            proxy.ifPresentOrElse(
                    proxies::add,
                    () -> skipped.add(new SkippedProxy(seqno, "address (expected: ip:port, once or twice)")));
        } catch (CellException e) {
            skipped.add(new SkippedProxy(seqno, String.valueOf(e.getMessage())));
        }
    }
}
