package dev.cocoonsdk.tee;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into a certificate revocation list; the simulator signs whatever it says.
 *
 * @param issuer common name of the issuer
 * @param signer label of the key that signs and that the authority key identifier names
 * @param thisUpdate when it was made
 * @param nextUpdate until when it may be used
 * @param revoked serial numbers
 * @param hasNumber whether the CRL number is there
 * @param hasAuthorityKey whether the authority key identifier is there
 */
public record CrlSpec(
        String issuer,
        String signer,
        Instant thisUpdate,
        Instant nextUpdate,
        List<BigInteger> revoked,
        boolean hasNumber,
        boolean hasAuthorityKey) {

    /** Copies the list. */
    public CrlSpec {
        revoked = List.copyOf(revoked);
    }

    /** Another name of the issuer. */
    public CrlSpec withIssuer(String newIssuer) {
        return new CrlSpec(newIssuer, signer, thisUpdate, nextUpdate, revoked, hasNumber, hasAuthorityKey);
    }

    /** Signed by another key, by its label. */
    public CrlSpec withSigner(String newSigner) {
        return new CrlSpec(issuer, newSigner, thisUpdate, nextUpdate, revoked, hasNumber, hasAuthorityKey);
    }

    /** Another validity. */
    public CrlSpec withValidity(Instant newThisUpdate, Instant newNextUpdate) {
        return new CrlSpec(issuer, signer, newThisUpdate, newNextUpdate, revoked, hasNumber, hasAuthorityKey);
    }

    /** One more revoked certificate. */
    public CrlSpec withRevoked(BigInteger serial) {
        List<BigInteger> more = new ArrayList<>(revoked);
        more.add(serial);
        return new CrlSpec(issuer, signer, thisUpdate, nextUpdate, more, hasNumber, hasAuthorityKey);
    }

    /** Which of the two extensions are there. */
    public CrlSpec withExtensions(boolean number, boolean authorityKey) {
        return new CrlSpec(issuer, signer, thisUpdate, nextUpdate, revoked, number, authorityKey);
    }
}
