package dev.cocoonsdk.network.tl;

/**
 * A TL function: an object that asks for an answer.
 *
 * @param <R> the type of the answer
 */
public interface TlFunction<R> extends TlObject {

    /**
     * Reads a boxed answer to this function.
     *
     * @throws TlFormatException if the input does not continue with one
     */
    R readAnswer(TlReader in);
}
