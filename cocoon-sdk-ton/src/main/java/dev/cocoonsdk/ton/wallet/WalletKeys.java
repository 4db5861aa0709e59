package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.Ed25519Key;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads wallet keys in the forms in which people keep them. */
public final class WalletKeys {

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern BASE64 = Pattern.compile("[0-9a-zA-Z+/]{43}=");

    private WalletKeys() {}

    /**
     * Reads a key: 64 hexadecimal digits or base64 of its seed, or 24 words without password.
     *
     * @throws IllegalArgumentException if the text is none of these; the message does not repeat it
     */
    public static Ed25519Key parse(Secret text) {
        String stripped = text.reveal().strip();
        if (HEX.matcher(stripped).matches()) {
            return ofHex(stripped);
        } else if (BASE64.matcher(stripped).matches()) {
            return Ed25519Key.ofBase64(stripped);
        } else if (stripped.indexOf(' ') >= 0) {
            return Mnemonic.of(text).toKey();
        }
        throw new IllegalArgumentException("key: " + stripped.length()
                + " characters (expected: 64 hexadecimal digits, base64 of 32 bytes, or 24 words)");
    }

    private static Ed25519Key ofHex(String hex) {
        byte[] seed = HexFormat.of().parseHex(hex);
        try {
            return Ed25519Key.ofSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }
}
