/** What no certificate here is verified with: SHA-1, SHA-224, DSS, PSS keys, Brainpool's curves and two sizes of ML-DSA. */
export const unusualScheme = /sha1$|sha224$|^dsa_|pss_pss|brainpool|mldsa(?:44|87)/;
