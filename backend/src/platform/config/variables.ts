/** Variables by name: the text used where it is not set, an example for messages, and what checks it. */
export type Variables = Record<string, { default: string; example: string; parse: (value: string) => unknown }>;

/** A variable that cannot be used; the message is one line. */
export class BadEnvironment extends Error {}

/** Checks every variable; throws `BadEnvironment` for the first bad one. Secrets are not repeated in the message. */
export function parseEnvironment(variables: Variables, source: NodeJS.ProcessEnv): Record<string, unknown> {
  const entries = Object.entries(variables).map(([name, variable]) => {
    const value = source[name] || variable.default;
    try {
      return [name, variable.parse(value)] as const;
    } catch (error) {
      const shown = /SECRET|PASSWORD|URI/.test(name) ? 'the value' : JSON.stringify(value);
      throw new BadEnvironment(`${name}: ${shown} ${(error as Error).message}; example: ${name}=${variable.example}`);
    }
  });
  return Object.fromEntries(entries);
}
