package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.cell.Dictionary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Claims that one of our proxy contracts had too few coins for ({@code docs/contracts.md}). Contracts of generations A and B have none:
 * there such claims are lost ({@code docs/protocol/contracts.md} 9.3).
 *
 * @param sum of all debts
 * @param byOwner what is owed to whom
 */
public record ProxyDebts(NanoTon sum, Map<TonAddress, NanoTon> byOwner) {

    private static final ProxyDebts NONE = new ProxyDebts(NanoTon.ZERO, Map.of());
    private static final int WORKCHAIN_BYTE = 1;

    /** Copies the map. */
    public ProxyDebts {
        byOwner = Map.copyOf(byOwner);
    }

    /**
     * Reads the debts behind the fields of a proxy contract's storage.
     *
     * @param data the data cell of a proxy contract
     * @throws CellException if there are debts in another layout
     */
    public static ProxyDebts read(Cell data) {
        if (data.refs() < 2) {
            return NONE;
        }
        CellSlice in = data.ref(1).beginRead();
        NanoTon sum = in.loadCoins();
        Map<TonAddress, NanoTon> byOwner = new LinkedHashMap<>();
        Dictionary.read(in, TonAddress.BITS)
                .entries()
                .forEach((key, value) ->
                        byOwner.put(owner(key), value.beginRead().loadCoins()));
        in.endParse();
        return new ProxyDebts(sum, byOwner);
    }

    /** What is owed to an account. */
    public NanoTon owedTo(TonAddress owner) {
        return byOwner.getOrDefault(owner, NanoTon.ZERO);
    }

    /** Keys are addresses behind five bits of padding, so the account fills the last bytes. */
    private static TonAddress owner(Bytes key) {
        byte[] bytes = key.toByteArray();
        byte[] account = Arrays.copyOfRange(bytes, bytes.length - Hash256.LENGTH, bytes.length);
        return new TonAddress(bytes[WORKCHAIN_BYTE], Hash256.of(account));
    }
}
