import { BUILT_IN_PERMISSIONS, isCustomer, isOutsider, type BuiltInRole, type Permission } from '@verstak/domain';
import type { TestWorkshop } from './harness.js';

/** A schema of the API's description, as far as the walks read it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  example?: unknown;
  readOnly?: boolean;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
}

interface Media {
  schema?: Schema;
  example?: unknown;
}

interface Operation {
  operationId: string;
  description?: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: Schema }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description?: string; content?: Record<string, Media> }>;
  'x-permission'?: string;
  'x-personal'?: boolean;
  'x-errors'?: string[];
}

/** One route of the API's description. */
export interface Route {
  method: string;
  path: string;
  operation: Operation;
  permission: string;
  name: string;
}

/** Every route of the running application's own description. */
export async function routesOf({
  nobody,
}: Pick<TestWorkshop, 'nobody'>): Promise<{ routes: Route[]; schemas: Record<string, Schema> }> {
  const { body } = await nobody.get<{
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  }>('/api/openapi.json');
  const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      permission: operation['x-permission'] ?? '',
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
  return { routes, schemas: body.components.schemas };
}

/** Whether a role's permissions open a route. */
export function opens(permissions: readonly Permission[] | undefined, { permission }: Route): boolean {
  if (permission === 'public') return true;
  if (!permissions) return false;
  if (permission === 'staff') return !isOutsider(permissions);
  if (permission === 'console') return !isCustomer(permissions);
  return permission === 'signed-in' || permission.split(' | ').some((one) => (permissions as string[]).includes(one));
}

/** Whether a program with these scopes may call a route. */
export function opensToKey(scopes: readonly Permission[], { permission, operation }: Route): boolean {
  if (permission === 'public') return true;
  if (operation['x-personal']) return false;
  const isForAll = ['signed-in', 'console', 'staff'].includes(permission);
  return isForAll || permission.split(' | ').some((one) => (scopes as readonly string[]).includes(one));
}

/** Roles that no workshop starts with. */
export const MADE_UP_ROLES = ['dispatcher', 'foreman', 'clerk'] as const;

type MadeUpRole = (typeof MADE_UP_ROLES)[number];

/** What the tests' roles may do; `nobody` is not signed in. */
export const ROLES: Record<MadeUpRole | BuiltInRole | 'nobody', readonly Permission[] | undefined> = {
  ...BUILT_IN_PERMISSIONS,
  /** Sees all parts and gives out work, but takes no order. */
  dispatcher: ['parts:read', 'parts:work', 'orders:assign'],
  /** Plans all parts, and works on each whatever stands against it, but sees no order. */
  foreman: ['parts:read', 'parts:work', 'parts:write', 'parts:override'],
  /** Sees orders and clients, but neither prices nor contacts. */
  clerk: ['orders:read', 'clients:read', 'parts:read'],
  nobody: undefined,
};

/** The path with ids in the place of its parameters. */
export function fillPath(path: string, id: string): string {
  return path.replace(/\{\w+\}/g, id);
}

/** The schema that a reference stands for. */
export function resolve(schema: Schema | undefined, schemas: Record<string, Schema>): Schema {
  if (schema?.$ref) return resolve(schemas[schema.$ref.split('/').at(-1) ?? ''], schemas);
  const [inner] = schema?.allOf ?? schema?.anyOf ?? [];
  return inner ? resolve(inner, schemas) : (schema ?? {});
}
