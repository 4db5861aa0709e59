package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.regex.Pattern;

/**
 * A standard account address: workchain and account id.
 *
 * <p>Flags of a spelling (bounceable, testnet) are not part of it, so two addresses are equal exactly if they name the same account,
 * however they were written ({@code docs/protocol/contracts.md} 2). {@link FriendlyAddress} keeps the flags.
 *
 * @param workchain −128 to 127; 0 for all Cocoon contracts
 * @param account 256 bits, for a contract the hash of its initial state
 */
public record TonAddress(int workchain, Hash256 account) {

    /** Bits in a cell. */
    public static final int BITS = 267;

    private static final int STD_WITHOUT_ANYCAST = 0b100;
    private static final Pattern WORKCHAIN = Pattern.compile("-?[0-9]{1,3}");

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the workchain is out of range
     */
    public TonAddress {
        if (workchain != (byte) workchain) {
            throw new IllegalArgumentException("workchain: " + workchain + " (expected: -128 to 127)");
        }
    }

    /** The account in workchain 0. */
    public static TonAddress basechain(Hash256 account) {
        return new TonAddress(0, account);
    }

    /**
     * Parses the raw form ({@code 0:} and 64 hexadecimal digits) or any user-friendly form.
     *
     * @throws AddressFormatException if the text is neither
     */
    public static TonAddress parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? FriendlyAddress.parse(text).address() : parseRaw(text, colon);
    }

    private static TonAddress parseRaw(String text, int colon) {
        if (text.length() - colon - 1 != 2 * Hash256.LENGTH) {
            throw new AddressFormatException((text.length() - colon - 1) + " digits (expected: 64)");
        }
        return new TonAddress(parseWorkchain(text.substring(0, colon)), parseAccount(text.substring(colon + 1)));
    }

    private static int parseWorkchain(String text) {
        if (WORKCHAIN.matcher(text).matches()) {
            int workchain = Integer.parseInt(text);
            if (workchain == (byte) workchain) {
                return workchain;
            }
        }
        throw new AddressFormatException("workchain (expected: -128 to 127)");
    }

    private static Hash256 parseAccount(String hex) {
        try {
            return Hash256.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw new AddressFormatException("account is not hexadecimal");
        }
    }

    /**
     * Takes an address out of a cell. Absent addresses and such with anycast are refused.
     *
     * @throws CellException if there is no standard address
     */
    public static TonAddress read(CellSlice slice) {
        if (slice.remainingBits() < BITS || slice.preloadUint(3) != STD_WITHOUT_ANYCAST) {
            throw new CellException("address: (expected: a standard address of " + BITS + " bits without anycast)");
        }
        slice.skipBits(3);
        return new TonAddress((int) slice.loadInt(8), slice.loadHash());
    }

    /**
     * Adds this address to a cell.
     *
     * @throws CellException if it does not fit
     */
    public void write(CellBuilder builder) {
        if (builder.remainingBits() < BITS) {
            throw new CellException("address: " + builder.remainingBits() + " bits free (expected: >= " + BITS + ")");
        }
        builder.storeUint(STD_WITHOUT_ANYCAST, 3).storeInt(workchain, 8).storeHash(account);
    }

    /** The user-friendly form, base64url. */
    public String toFriendly(AddressForm form) {
        return new FriendlyAddress(this, form).toString();
    }

    /**
     * The form in which Cocoon nodes send contract addresses to each other and which C++ nodes compare as text: not bounceable.
     *
     * @param testnet whether the node's setting {@code is_testnet} is true
     */
    public String toWire(boolean testnet) {
        return toFriendly(AddressForm.wire(testnet));
    }

    /** The raw form, for example {@code 0:2ecf…5fdc}. */
    @Override
    public String toString() {
        return workchain + ":" + account.toHex();
    }
}
