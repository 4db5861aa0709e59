/**
 * A TEE platform made of software: root CA, platform certificates, quoting enclave, quotes of any content, collateral. Its root key is of
 * another type than Intel's, so that nothing it signs is trusted in production.
 */
@NullMarked
package dev.cocoonsdk.tee;

import org.jspecify.annotations.NullMarked;
