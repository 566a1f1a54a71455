/** What no certificate here is verified with: SHA-1, SHA-224, DSS, PSS keys, Brainpool's curves and ML-DSA. */
export const unusualScheme = /sha1$|sha224$|^dsa_|pss_pss|brainpool|mldsa/;
