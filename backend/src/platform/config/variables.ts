/** Variables by name: the text used where it is not set, an example for messages, and what checks it. */
export type Variables = Record<string, { default: string; example: string; parse: (value: string) => unknown }>;

/** A variable, or a file of them, that cannot be used; the message is one line. */
export class BadEnvironment extends Error {
  constructor(name: string, fault: string, example?: string) {
    const remedy = example === undefined ? '' : `; example: ${name}=${example}`;
    super(`${name}: ${fault.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '')}${remedy}`);
  }
}

/** Checks every variable; throws `BadEnvironment` for the first bad one. Secrets are not repeated in the message. */
export function parseEnvironment(variables: Variables, source: NodeJS.ProcessEnv): Record<string, unknown> {
  const entries = Object.entries(variables).map(([name, variable]) => {
    const value = source[name] || variable.default;
    try {
      return [name, variable.parse(value)] as const;
    } catch (error) {
      throw new BadEnvironment(name, `${shown(name, value)} ${(error as Error).message}`, variable.example);
    }
  });
  return Object.fromEntries(entries);
}

/** The value as a message may show it: no secret, no password of an address, not pages of it. */
function shown(name: string, value: string): string {
  if (holdsSecret(name)) return 'the value';
  return JSON.stringify(value.replace(/\/\/.*@/s, '//…@').slice(0, 100));
}

/** Whether the value of a variable is nobody else's business. */
export function holdsSecret(name: string): boolean {
  return /SECRET|PASSWORD|KEY|URI|SMTP_URL/.test(name);
}
