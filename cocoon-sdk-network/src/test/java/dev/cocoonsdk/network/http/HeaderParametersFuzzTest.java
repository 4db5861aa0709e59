package dev.cocoonsdk.network.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class HeaderParametersFuzzTest {

    /** Any text gives parameters that stand in it, or nothing. */
    @FuzzTest
    void anyTextGivesParametersOrNull(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        HeaderParameters header = HeaderParameters.parse(text);
        if (header != null && header.parameters().size() > text.length()) {
            throw new AssertionError(header.parameters().size() + " parameters in " + text.length() + " characters");
        }
    }
}
