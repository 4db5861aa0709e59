package dev.cocoonsdk.it.conformance.raw;

/**
 * Values of the captured fake-TON network ({@code vectors/wire}): published test keys and the addresses that the reference derived.
 * Nothing here is computed, so that derivations are checked too.
 */
public final class Facts {

    /** Seed of the proxy's key, base64. */
    public static final String PROXY_SEED = "ml+7xELuOQtfp9q9mSWtHiSWx5aSBV6p3xCfwPmHOwY=";
    /** Public key of the proxy. */
    public static final String PROXY_KEY = "559087582b7e5ea2b2b986c258e0067b806a59b154e955decf00429610eab095";
    /** The human owner of proxy and worker. */
    public static final String OWNER = "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m";
    /** The proxy contract. */
    public static final String PROXY_CONTRACT = "UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO";
    /** The contract that pays {@link #OWNER} as a worker. */
    public static final String WORKER_CONTRACT = "UQCsCs2pKcRHEAtsvfAKAZVXAbV37zuF0iiC_QlRIVO46UqM";
    /** The client's Cocoon wallet. */
    public static final String CLIENT_WALLET = "UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20";
    /** The contract of {@link #CLIENT_WALLET} with the proxy. */
    public static final String CLIENT_CONTRACT = "UQCwXwYe-KUBqEcviBBVOV77CeiDVrcetWBxip3nsSRv6Hfp";
    /** Full name of the model. */
    public static final String MODEL = "Qwen/Qwen3-8B@abc123def456:" + "0".repeat(64);
    /** Routing name of the model. */
    public static final String MODEL_NAME = "Qwen/Qwen3-8B";
    /** SHA-256 of the empty secret. */
    public static final String EMPTY_SECRET_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Facts() {}
}
