/** The generated files, by their path. */
export function lists(): Map<string, string>;
