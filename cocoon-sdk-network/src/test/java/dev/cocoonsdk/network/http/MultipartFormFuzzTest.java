package dev.cocoonsdk.network.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Set;

class MultipartFormFuzzTest {

    private static final byte[] START =
            "--b\r\nContent-Disposition: form-data; name=".getBytes(StandardCharsets.US_ASCII);

    /** Any bytes give a form, whose parts fit into the body and of which nothing is lost, or a typed error. */
    @FuzzTest
    void anyBodyGivesAFormOrAFormatError(byte[] bytes) {
        check(bytes);
        byte[] body = new byte[START.length + bytes.length];
        System.arraycopy(START, 0, body, 0, START.length);
        System.arraycopy(bytes, 0, body, START.length, bytes.length);
        check(body);
    }

    private static void check(byte[] body) {
        try {
            MultipartForm form = MultipartForm.parse("multipart/form-data; boundary=b", body);
            long inside =
                    form.parts().stream().mapToLong(MultipartForm.Part::length).sum();
            if (inside > body.length || form.without(Set.of()).length != body.length) {
                throw new AssertionError(inside + " bytes in parts of " + body.length);
            }
        } catch (FormFormatException e) {
            if (e.offset() > body.length) {
                throw new AssertionError(e);
            }
        }
    }
}
