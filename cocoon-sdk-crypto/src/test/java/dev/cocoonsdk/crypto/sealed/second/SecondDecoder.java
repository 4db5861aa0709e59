package dev.cocoonsdk.crypto.sealed.second;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Opens sealed requests and answers by the letter of {@code docs/sealed-envelope.md}, whose sections the comments name. Uses nothing of
 * this project; throws {@link Refused} for whatever the document does not allow.
 */
public final class SecondDecoder {

    private static final byte[] MAGIC = {0x43, 0x43, 0x4e, 0x53};
    private static final int MAX_SEALED = 16_711_680;
    private static final int CHUNK = 65_536;
    private static final int TAG = 16;
    private static final int HEAD = 1;
    private static final int BODY = 2;
    private static final int FINAL = 3;
    private static final int ERROR = 4;

    /** The document does not allow this. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    public record Header(
            int suite,
            boolean stream,
            byte[] requestId,
            long maxTokens,
            long maxCoefficient,
            long timeoutMillis,
            long createdAt,
            long expiresAt,
            String model,
            List<byte[]> keyIds,
            List<byte[]> wraps,
            byte[] coreHash,
            byte[] all) {}

    public record Request(
            Header header,
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            byte[] requestHash,
            byte[] responseSecret) {}

    public record Answer(
            int status, Map<String, String> headers, byte[] body, byte[] receipt, byte[] answerHash, boolean failed) {}

    private record Message(List<byte[]> contents, List<Integer> types, int endStart) {}

    private SecondDecoder() {}

    /** Section 3: the key id. */
    public static byte[] keyId(int suite, byte[] publicKey) {
        return sha256(label("key id"), new byte[] {(byte) suite}, publicKey);
    }

    /** Section 5. */
    public static Header header(byte[] sealed) throws Refused {
        ByteBuffer in = ByteBuffer.wrap(sealed);
        try {
            byte[] magic = take(in, 4);
            require(Arrays.equals(magic, MAGIC), "magic");
            require(in.get() == 1, "version");
            require(in.get() == 1, "kind");
            int suite = in.get() & 0xff;
            require(suite == 1 || suite == 2, "suite");
            int flags = in.get() & 0xff;
            require(flags <= 1, "flags");
            byte[] id = take(in, 32);
            long maxTokens = number(in, 0, "max_tokens");
            long maxCoefficient = number(in, 0, "max_coefficient");
            long timeout = number(in, 1, "timeout");
            long created = in.getLong();
            long expires = in.getLong();
            require(created >= 0 && created <= 253_402_300_799_999L, "created at");
            require(
                    expires > created && expires <= created + 3_600_000 && expires <= 253_402_300_799_999L,
                    "expires at");
            String model = model(take(in, in.getShort() & 0xffff));
            int recipients = in.get() & 0xff;
            require(recipients >= 1 && recipients <= 8, "recipients");
            List<byte[]> ids = new ArrayList<>();
            for (int i = 0; i < recipients; i++) {
                ids.add(take(in, 32));
                require(i == 0 || unsigned(ids.get(i - 1)).compareTo(unsigned(ids.get(i))) < 0, "order of key ids");
            }
            byte[] core = Arrays.copyOf(sealed, in.position());
            List<byte[]> wraps = new ArrayList<>();
            for (int i = 0; i < recipients; i++) {
                wraps.add(take(in, suite == 1 ? 112 : 1200));
            }
            byte[] all = Arrays.copyOf(sealed, in.position());
            return new Header(
                    suite,
                    flags == 1,
                    id,
                    maxTokens,
                    maxCoefficient,
                    timeout,
                    created,
                    expires,
                    model,
                    ids,
                    wraps,
                    sha256(core),
                    all);
        } catch (BufferUnderflowException e) {
            throw new Refused("header cut");
        }
    }

    /** Sections 5 and 6. */
    public static Request open(byte[] sealed, byte[] privateKey, byte[] publicKey) throws Refused {
        require(sealed.length <= MAX_SEALED, "size");
        Header header = header(sealed);
        byte[] keyId = keyId(header.suite(), publicKey);
        int own = -1;
        for (int i = 0; i < header.keyIds().size(); i++) {
            own = Arrays.equals(header.keyIds().get(i), keyId) ? i : own;
        }
        require(own >= 0, "no own key id");
        byte[] secrets = unwrap(header, own, privateKey, publicKey);
        byte[] contentKey = Arrays.copyOf(secrets, 32);
        byte[] responseSecret = Arrays.copyOfRange(secrets, 32, 64);
        byte[] aad = sha256(label("request aad"), header.all());
        byte[] key = hkdf(aad, contentKey, label("request key"));
        Message message = records(sealed, header.all().length, key, aad, false);
        ByteBuffer head = ByteBuffer.wrap(message.contents().get(0));
        try {
            String method = ascii(take(head, head.get() & 0xff));
            require(method.matches("[A-Z]{1,16}"), "method");
            String path = ascii(take(head, head.getShort() & 0xffff));
            require(path.startsWith("/") && path.length() <= 2048 && path.matches("[!-~]+"), "path");
            Map<String, String> headers = requestHeaders(head);
            long length = head.getInt() & 0xffffffffL;
            require(!head.hasRemaining(), "bytes behind the head");
            byte[] body = body(message);
            require(body.length == length, "body length");
            require(last(message).length == 0, "content of the final record");
            return new Request(header, method, path, headers, body, sha256(sealed), responseSecret);
        } catch (BufferUnderflowException e) {
            throw new Refused("head cut");
        }
    }

    /** Section 7. */
    public static Answer answer(
            byte[] sealed, byte[] requestId, byte[] requestHash, byte[] keyId, byte[] responseSecret) throws Refused {
        require(sealed.length >= 102, "answer header cut");
        ByteBuffer in = ByteBuffer.wrap(sealed);
        require(Arrays.equals(take(in, 4), MAGIC), "magic");
        require(in.get() == 1, "version");
        require(in.get() == 0x11, "kind");
        require(Arrays.equals(take(in, 32), requestId), "request id");
        require(Arrays.equals(take(in, 32), keyId), "key id");
        byte[] salt = take(in, 32);
        byte[] header = Arrays.copyOf(sealed, 102);
        byte[] aad = sha256(label("answer aad"), requestHash, header);
        byte[] key = hkdf(salt, responseSecret, concat(label("answer key"), requestHash, keyId));
        Message message = records(sealed, 102, key, aad, true);
        byte[] answerHash = sha256(Arrays.copyOf(sealed, message.endStart()));
        boolean failed = message.types().get(message.types().size() - 1) == ERROR;
        if (message.types().get(0) == ERROR) {
            ByteBuffer error = ByteBuffer.wrap(last(message));
            int status = error.getShort() & 0xffff;
            return new Answer(status, Map.of(), take(error, error.remaining()), new byte[0], answerHash, true);
        }
        ByteBuffer head = ByteBuffer.wrap(message.contents().get(0));
        try {
            int status = head.getShort() & 0xffff;
            require(status >= 200 && status <= 599, "status");
            int count = head.get() & 0xff;
            require(count <= 32, "header count");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = ascii(take(head, head.get() & 0xff));
                headers.put(name, ascii(take(head, head.getShort() & 0xffff)));
            }
            require(!head.hasRemaining(), "bytes behind the head");
            return new Answer(status, headers, body(message), last(message), answerHash, failed);
        } catch (BufferUnderflowException e) {
            throw new Refused("head cut");
        }
    }

    private static byte[] unwrap(Header header, int own, byte[] privateKey, byte[] publicKey) throws Refused {
        int encLength = header.suite() == 1 ? 32 : 1120;
        byte[] wrap = header.wraps().get(own);
        byte[] info = concat(label("wrap"), header.coreHash(), header.keyIds().get(own));
        short kem = header.suite() == 1 ? (short) 0x0020 : (short) 0x647a;
        HPKE hpke = new HPKE((byte) 0, kem, (short) 1, (short) 2);
        try {
            byte[] opened = hpke.setupBaseR(
                            Arrays.copyOf(wrap, encLength), hpke.deserializePrivateKey(privateKey, publicKey), info)
                    .open(new byte[0], Arrays.copyOfRange(wrap, encLength, wrap.length));
            require(opened.length == 64, "wrap");
            return opened;
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
            throw new Refused("wrap");
        }
    }

    private static Message records(byte[] sealed, int start, byte[] key, byte[] aad, boolean answer) throws Refused {
        List<byte[]> contents = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(sealed);
        in.position(start);
        int endStart = start;
        for (long sequence = 0; in.hasRemaining(); sequence++) {
            require(types.isEmpty() || last(types) < FINAL, "bytes behind the end");
            require(in.remaining() >= 4, "record cut");
            endStart = in.position();
            long length = in.getInt() & 0xffffffffL;
            require(length >= 5 + TAG && length <= CHUNK + 5 + TAG, "record length");
            require(in.remaining() >= length, "record cut");
            ByteBuffer plain = ByteBuffer.wrap(decrypt(key, aad, sequence, take(in, (int) length)));
            int type = plain.get() & 0xff;
            long size = plain.getInt() & 0xffffffffL;
            require(type >= HEAD && type <= (answer ? ERROR : FINAL), "record type");
            require(size <= plain.remaining(), "content length");
            require(types.isEmpty() ? type != BODY && type != FINAL : type != HEAD, "order of records");
            contents.add(take(plain, (int) size));
            types.add(type);
            while (plain.hasRemaining()) {
                require(plain.get() == 0, "padding");
            }
        }
        require(!types.isEmpty() && last(types) >= FINAL, "truncated");
        return new Message(contents, types, endStart);
    }

    private static byte[] decrypt(byte[] key, byte[] aad, long sequence, byte[] ciphertext) throws Refused {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(sequence).array();
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(aad);
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException e) {
            throw new Refused("record does not verify");
        }
    }

    private static Map<String, String> requestHeaders(ByteBuffer head) throws Refused {
        int count = head.get() & 0xff;
        require(count <= 2, "header count");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = ascii(take(head, head.get() & 0xff));
            require(name.equals("content-type") || name.equals("accept"), "header name");
            String value = ascii(take(head, head.getShort() & 0xffff));
            require(value.length() <= 1024 && value.matches("[ -~]*"), "header value");
            require(headers.put(name, value) == null, "header twice");
        }
        return headers;
    }

    private static byte[] body(Message message) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < message.types().size(); i++) {
            if (message.types().get(i) == BODY) {
                body.writeBytes(message.contents().get(i));
            }
        }
        return body.toByteArray();
    }

    private static byte[] last(Message message) {
        return message.contents().get(message.contents().size() - 1);
    }

    private static int last(List<Integer> types) {
        return types.get(types.size() - 1);
    }

    private static String model(byte[] utf8) throws Refused {
        try {
            String model = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            require(!model.isEmpty() && model.length() <= 256, "model length");
            require(model.chars().noneMatch(c -> c == '@' || c < 0x20 || (c >= 0x7f && c <= 0x9f)), "model");
            return model;
        } catch (CharacterCodingException e) {
            throw new Refused("model is no UTF-8");
        }
    }

    private static long number(ByteBuffer in, long least, String name) throws Refused {
        long value = in.getInt() & 0xffffffffL;
        require(value >= least && value <= Integer.MAX_VALUE, name);
        return value;
    }

    private static BigInteger unsigned(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean allowed, String what) throws Refused {
        if (!allowed) {
            throw new Refused(what);
        }
    }

    /** Section 4. */
    private static byte[] label(String name) {
        return ("cocoon-sealed/1 " + name + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hkdf(byte[] salt, byte[] secret, byte[] info) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(secret, salt, info));
        byte[] key = new byte[32];
        generator.generateBytes(key, 0, key.length);
        return key;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(concat(parts));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
