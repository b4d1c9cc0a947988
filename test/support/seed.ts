/** Where random tests begin: the same for everybody, so that a change fails for its own sake. FUZZ_SEED=7 tries others. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20261120);
