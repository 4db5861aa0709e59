package dev.cocoonsdk.core.internal.tasks;

import java.util.function.Consumer;

/** Passes a text on as it comes, without the white space around it. Not thread-safe. */
public final class TextTrimmer implements Consumer<String> {

    private final Consumer<String> out;
    private final StringBuilder heldBack = new StringBuilder();
    private boolean begun;

    /** Passes on to a consumer. */
    public TextTrimmer(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void accept(String piece) {
        String text = heldBack + piece;
        heldBack.setLength(0);
        if (!begun) {
            text = text.stripLeading();
        }
        String kept = text.stripTrailing();
        heldBack.append(text, kept.length(), text.length());
        if (!kept.isEmpty()) {
            begun = true;
            out.accept(kept);
        }
    }
}
