package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import java.util.List;

/**
 * A TDX module that Intel publishes.
 *
 * @param id such as {@code TDX_01}; empty for the one without a version
 * @param mrSigner 48 bytes
 * @param attributes 8 bytes
 * @param levels highest first; none for the one without a version
 */
record TdxModule(String id, Bytes mrSigner, Bytes attributes, List<SvnLevel> levels) {

    static TdxModule parse(JsonFields module, String id, List<SvnLevel> levels) throws Refusal {
        return new TdxModule(id, module.hex("mrsigner", 48), module.hex("attributes", 8), levels);
    }
}
