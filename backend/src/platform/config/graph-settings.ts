import { fault, type Environment } from './environment.js';

/** An application of Microsoft Entra, and the person of its tenant whose OneDrive it reads and writes. */
export interface GraphSettings {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  userId: string;
  graphUrl: string;
  loginUrl: string;
}

const NEEDED = ['MS_TENANT_ID', 'MS_CLIENT_ID', 'MS_CLIENT_SECRET', 'MS_ONEDRIVE_USER_ID'] as const;

/** The application of the four variables, nothing where none is set. Ends the start where one of them lacks. */
export function graphSettings(environment: Environment): GraphSettings | undefined {
  const set = NEEDED.find((name) => environment[name]);
  if (!set) return undefined;
  const required = (name: (typeof NEEDED)[number]): string => {
    const value = environment[name];
    if (!value) throw fault(name, `is not set, though ${set} is`);
    return value;
  };
  return {
    tenantId: required('MS_TENANT_ID'),
    clientId: required('MS_CLIENT_ID'),
    clientSecret: required('MS_CLIENT_SECRET'),
    userId: required('MS_ONEDRIVE_USER_ID'),
    graphUrl: environment.MS_GRAPH_URL,
    loginUrl: environment.MS_LOGIN_URL,
  };
}
