package dev.cocoonsdk.provider.internal.summary;

import java.util.List;

/**
 * An input that has been read.
 *
 * @param passages in order
 * @param title its title, empty if it has none
 * @param language the language that it is written in
 * @param separator what stands between two passages in running text
 */
record Material(List<Passage> passages, String title, Language language, String separator) {

    Material {
        passages = List.copyOf(passages);
    }

    /** Says the size only: the text is confidential. */
    @Override
    public String toString() {
        return "Material[" + passages.size() + " passages]";
    }
}
