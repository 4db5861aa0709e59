package dev.cocoonsdk.ton.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The English words of BIP-39, which TON's mnemonics use too. */
final class WordList {

    static final List<String> WORDS = read();

    private static final Set<String> KNOWN = Set.copyOf(WORDS);

    private WordList() {}

    static boolean has(String word) {
        return KNOWN.contains(word);
    }

    private static List<String> read() {
        try (InputStream in = WordList.class.getResourceAsStream("bip39-english.txt")) {
            if (in == null) {
                throw new IllegalStateException("no word list");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
