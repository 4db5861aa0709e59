package dev.cocoonsdk.ton;

/** Text that is no TON address. The message does not repeat the text. */
public final class AddressFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    AddressFormatException(String problem) {
        super("address: " + problem);
    }
}
