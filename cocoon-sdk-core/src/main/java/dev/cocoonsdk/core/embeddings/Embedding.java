package dev.cocoonsdk.core.embeddings;

import java.util.Arrays;

/** The vector of one text. Immutable; equality is by value. */
public final class Embedding {

    private final int index;
    private final float[] vector;

    private Embedding(int index, float[] vector) {
        this.index = index;
        this.vector = vector;
    }

    /**
     * A vector; copies it.
     *
     * @param index the position of its text in the request, from 0
     * @throws IllegalArgumentException if the index is negative
     */
    public static Embedding of(int index, float[] vector) {
        if (index < 0) {
            throw new IllegalArgumentException("index: " + index + " (expected: >= 0)");
        }
        return new Embedding(index, vector.clone());
    }

    /** The position of its text in the request, from 0. */
    public int index() {
        return index;
    }

    /** The number of components. */
    public int dimensions() {
        return vector.length;
    }

    /** A copy of the components. */
    public float[] toArray() {
        return vector.clone();
    }

    /**
     * The cosine of the angle between two vectors: 1 for the same direction, 0 for none in common; 0 if one is all zeros.
     *
     * @throws IllegalArgumentException if the lengths differ
     */
    public double cosine(Embedding other) {
        if (vector.length != other.vector.length) {
            throw new IllegalArgumentException(
                    "dimensions: " + other.vector.length + " (expected: " + vector.length + ")");
        }
        double dot = 0;
        double a = 0;
        double b = 0;
        for (int i = 0; i < vector.length; i++) {
            dot += (double) vector[i] * other.vector[i];
            a += (double) vector[i] * vector[i];
            b += (double) other.vector[i] * other.vector[i];
        }
        return a == 0 || b == 0 ? 0 : dot / Math.sqrt(a * b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && index == that.index && Arrays.equals(vector, that.vector);
    }

    @Override
    public int hashCode() {
        return 31 * index + Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Embedding[" + index + ", " + vector.length + " dimensions]";
    }
}
