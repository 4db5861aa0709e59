package dev.cocoonsdk.provider.internal.minilm;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The model's WordPiece tokenizer. Its {@code tokenizer.json} truncates to 128 tokens and pads; both are switched off, so that
 * counts are exact. Thread-safe. Nothing is downloaded and nobody is called; set {@code DJL_CACHE_DIR} to keep the unpacked
 * native library.
 */
final class ModelTokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    private ModelTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static ModelTokenizer load(InputStream tokenizerJson) throws IOException {
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        Map<String, String> exact = Map.of("truncation", "false", "padding", "false");
        return new ModelTokenizer(NativeFiles.<HuggingFaceTokenizer, IOException>withDirectory(
                "DJL_CACHE_DIR", () -> HuggingFaceTokenizer.newInstance(tokenizerJson, exact)));
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** The token ids of a text without the marks for begin and end. */
    long[] ids(String text) {
        return text.isEmpty()
                ? new long[0]
                : tokenizer.encode(text, false, false).getIds();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
