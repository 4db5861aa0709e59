package dev.cocoonsdk.tee.cases;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.tee.cases.AttestationCase.Expected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The cases as files: a folder {@code base} with a good quote, its collateral and the root key, and a folder for each case with {@code
 * case.json}, {@code policy.json} and those files that differ from the base.
 */
public final class CaseFiles {

    private static final String QUOTE = "quote.dat";

    /** Cases that break an item so that nobody who finds it in a folder by its content knows what it is. */
    private static final Set<String> UNRECOGNISED = Set.of(
            "root-crl-no-list",
            "pck-crl-no-list",
            "pck-crl-chain-without-root",
            "pck-crl-chain-of-other-ca",
            "tcb-signing-subject-other",
            "tcb-signing-chain-without-root",
            "tcb-info-no-json",
            "qe-identity-no-json");

    private static final int MISSING = 40;

    private CaseFiles() {}

    /**
     * All files.
     *
     * @return contents by paths with forward slashes, in a fixed order
     */
    public static Map<String, Bytes> all() {
        Map<String, Bytes> files = new LinkedHashMap<>();
        AttestationCase base = AttestationCases.positive().get(0);
        Map<String, Bytes> shared = parts(base);
        shared.forEach((name, content) -> files.put("base/" + name, content));
        String root = HexFormat.of().formatHex(AttestationCases.root().point().toByteArray());
        files.put("base/root_key.hex", Bytes.utf8(root + "\n"));
        List<AttestationCase> cases = new ArrayList<>(AttestationCases.positive());
        cases.addAll(AttestationCases.negative());
        cases.forEach(one -> put(files, one, shared));
        return files;
    }

    /**
     * Writes all files into a folder, which is created.
     *
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        for (Map.Entry<String, Bytes> file : all().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().toByteArray());
        }
    }

    private static void put(Map<String, Bytes> files, AttestationCase one, Map<String, Bytes> shared) {
        String folder = one.name() + "/";
        List<JsonValue> different = new ArrayList<>();
        Map<String, Bytes> parts = parts(one);
        parts.forEach((name, content) -> {
            if (!Objects.equals(content, shared.get(name))) {
                files.put(folder + name, content);
                different.add(JsonValue.of(name));
            }
        });
        files.put(folder + "case.json", lines(description(one, different)));
        files.put(folder + "policy.json", lines(policy(one)));
    }

    private static Map<String, Bytes> parts(AttestationCase one) {
        Map<String, Bytes> parts = new LinkedHashMap<>();
        parts.put(QUOTE, one.quote());
        Collateral collateral = one.collateral();
        if (collateral != null) {
            parts.put("tcb_info.json", collateral.tcbInfo());
            parts.put("tcb_info_issuer_chain.pem", collateral.tcbInfoIssuerChain());
            parts.put("qe_identity.json", collateral.qeIdentity());
            parts.put("qe_identity_issuer_chain.pem", collateral.qeIdentityIssuerChain());
            parts.put("pck_crl.der", collateral.pckCrl());
            parts.put("pck_crl_issuer_chain.pem", collateral.pckCrlIssuerChain());
            parts.put("root_ca_crl.der", collateral.rootCaCrl());
        }
        return parts;
    }

    private static JsonObject description(AttestationCase one, List<JsonValue> different) {
        return JsonValue.object(
                "name", one.name(),
                "broken", one.broken(),
                "time", one.at().toString(),
                "certificate_key", one.certificateKey().toHex(),
                "collateral", one.collateral() != null,
                "files", JsonValue.array(different),
                "expected", expected(one));
    }

    private static JsonObject expected(AttestationCase one) {
        Expected refusal = one.expected();
        if (refusal == null) {
            return JsonValue.object("trusted", true, "assurance", "SIMULATED", "exit_code", 0);
        }
        JsonObject expected = JsonValue.object(
                "trusted", false,
                "step", refusal.step().name(),
                "field", refusal.field(),
                "class", refusal.failure().name(),
                "exit_code", refusal.exitCode());
        return UNRECOGNISED.contains(one.name()) ? expected.with("folder_exit_code", JsonValue.of(MISSING)) : expected;
    }

    /** The policy file of a case. */
    static JsonObject policy(AttestationCase one) {
        String root = HexFormat.of().formatHex(AttestationCases.root().point().toByteArray());
        JsonObject policy = JsonValue.object("policy", TdxPolicy.SIMULATED_NAME, "root_key", root);
        for (Map.Entry<String, JsonValue> member : one.policy().members().entrySet()) {
            policy = policy.with(member.getKey(), member.getValue());
        }
        return policy;
    }

    /** One member a line. */
    private static Bytes lines(JsonObject object) {
        StringBuilder text = new StringBuilder("{");
        String separator = "\n";
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            text.append(separator)
                    .append("  ")
                    .append(JsonValue.of(member.getKey()).toJson());
            text.append(": ").append(member.getValue().toJson());
            separator = ",\n";
        }
        return Bytes.wrap(text.append("\n}\n").toString().getBytes(StandardCharsets.UTF_8));
    }
}
