import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { VARIABLES } from '../src/platform/config/environment.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: (string | { target: number; host_ip: string; published: string })[];
  networks?: string[];
  healthcheck?: { test: string[] };
  deploy?: { resources: { limits: { cpus: string; memory: string; pids: number } } };
  depends_on?: Record<string, object>;
  profiles?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  logging?: { driver: string; options: Record<string, string> };
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks?: Record<string, { internal?: boolean } | null>;
}

const FILES = ['docker-compose.yml', 'docker-compose.prod.yml'];
/** Variables that speak to Compose itself and to the database, not to the product. */
const OF_COMPOSE = ['VERSTAK_VERSION', 'PORTS', 'MONGO_ROOT_PASSWORD', 'MONGO_PASSWORD'];
const OF_MONGO = ['MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_PASSWORD'];
/** Where the development server of the console asks for its backend. */
const OF_FRONTEND = ['BACKEND_URL'];

/** A file as Compose reads it, with what it merges. */
const composeOf = (file: string): Compose => parse(read(file), { merge: true }) as Compose;

describe('.env.example', () => {
  const lines = read('.env.example').split('\n');
  const named = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);

  it('explains every variable the product reads, and no other', () => {
    expect([...named].sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it.each(named)('says above %s what it is for, and gives a value that is accepted', (name) => {
    const index = lines.findIndex((line) => line.startsWith(`${name}=`));
    expect(lines[index - 1]).toMatch(/^# \S/);
    const value = lines[index]?.slice(name.length + 1) || VARIABLES[name as keyof typeof VARIABLES].default;
    expect(() => VARIABLES[name as keyof typeof VARIABLES].parse(value)).not.toThrow();
  });
});

describe.each(FILES)('%s', (file) => {
  const text = read(file);
  const { services, volumes } = composeOf(file);

  it('sets only variables that the product reads', () => {
    const set = Object.values(services).flatMap(({ environment }) => Object.keys(environment ?? {}));
    const taken = [...text.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? '');
    const known = [...Object.keys(VARIABLES), ...OF_COMPOSE, ...OF_MONGO, ...OF_FRONTEND];
    expect([...set, ...taken].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names paths, volumes, services and npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const { build, volumes: mounts = [], command = [], depends_on: needed = {} } of Object.values(services)) {
      if (build) expect(existsSync(root + build.dockerfile)).toBe(true);
      for (const mount of mounts.map((text) => text.split(':')[0] ?? '')) {
        expect(mount.startsWith('.') ? existsSync(root + mount) : mount in volumes).toBe(true);
      }
      for (const name of Object.keys(needed)) expect(services).toHaveProperty(name);
      if (command[0] === 'npm' && command[1] === 'run') expect(scripts).toHaveProperty([command[2] ?? '']);
    }
  });

  it('runs MongoDB as a replica set that is asked for its health', () => {
    expect(services['mongo']?.command?.join(' ')).toMatch(/--replSet[ =]rs0/);
    expect(services['mongo']?.healthcheck).toBeDefined();
  });
});

describe('the image', () => {
  const dockerfile = read('backend/Dockerfile');

  it('is built in stages on node:24-slim and runs as a user without rights, with a health check', () => {
    expect(dockerfile.match(/^FROM node:24-slim/gm)).toHaveLength(3);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });

  it('copies only what exists or what the build makes', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(root + path))).toEqual([]);
  });

  it('asks for its health by HTTPS where it serves that', () => {
    const [, script = ''] = /^ {2}CMD \["node", "-e", "(.*)"\]$/m.exec(dockerfile) ?? [];
    const asked = (TLS_CERT?: string): string => {
      let url = '';
      const fetched = (address: string): Promise<{ ok: boolean }> => {
        url = address;
        return new Promise(() => undefined);
      };
      new Function('process', 'fetch', script)({ env: { TLS_CERT }, exit: () => undefined }, fetched);
      return url;
    };
    expect(asked()).toBe('http://127.0.0.1:3000/api/v1/health');
    expect(asked('/tls/server.crt')).toBe('https://127.0.0.1:3000/api/v1/health');
  });
});

describe('production', () => {
  const { services, networks } = composeOf('docker-compose.prod.yml');
  const each = Object.entries(services);

  it.each(each)('gives %s no rights, limits, and logs that do not grow for ever', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } },
      deploy: {
        resources: { limits: { cpus: expect.any(String), memory: expect.any(String), pids: expect.any(Number) } },
      },
    });
    if (service.image?.startsWith('mongo')) expect(service.user).toBe('999:999');
  });

  it('lets nobody use the database without a password, and reaches it from within alone', () => {
    const { mongo, verstak, keyfile } = services;
    expect(mongo?.ports).toBeUndefined();
    expect([mongo?.networks, networks?.['inside']?.internal]).toEqual([['inside'], true]);
    expect(mongo?.command).toContain('--keyFile=/data/db/keyfile');
    expect(keyfile?.command?.join()).toContain('/data/db/keyfile');
    for (const name of ['MONGO_INITDB_ROOT_PASSWORD', 'MONGO_PASSWORD'])
      expect(mongo?.environment?.[name]).toMatch(/^\$\{MONGO_\w+:\?/);
    expect(mongo?.healthcheck?.test.at(-1)).toContain("roles: ['readWrite']");
    const uri = verstak?.environment?.['MONGODB_URI']?.replace('${MONGO_PASSWORD}', 'a1b2') ?? '';
    expect(VARIABLES.MONGODB_URI.parse(uri)).toBe(
      'mongodb://verstak:a1b2@mongo:27017/verstak?replicaSet=rs0&authSource=verstak',
    );
  });

  it('takes every setting from the file beside it, but where it listens, which the container decides', () => {
    const given = Object.keys(services['verstak']?.environment ?? {});
    const own = ['HOST', 'TLS_CERT', 'TLS_KEY'];
    expect(Object.keys(VARIABLES).filter((name) => !given.includes(name) && !own.includes(name))).toEqual([]);
  });

  it('takes several backends: none has a name or a single port of its own', () => {
    const { verstak } = services;
    expect(verstak).not.toHaveProperty('container_name');
    expect(verstak?.ports).toEqual([{ target: 3000, host_ip: '127.0.0.1', published: '${PORTS:-${PORT:-3000}}' }]);
    expect(verstak?.volumes).toEqual(['data:/data']);
  });
});

describe('development', () => {
  const { services } = composeOf('docker-compose.yml');

  it('leads the console to the backend by its name there, and to this machine elsewhere', async () => {
    expect(services['frontend']?.environment?.['BACKEND_URL']).toBe('http://backend:3000');
    expect(services).toHaveProperty('backend');
    const proxyOf = async (BACKEND_URL?: string): Promise<unknown> => {
      const env = { ...process.env, ...(BACKEND_URL ? { BACKEND_URL } : {}) };
      const script = "import('./frontend/proxy.conf.mjs').then((m) => console.log(JSON.stringify(m.default)))";
      return JSON.parse(spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8', env }).stdout);
    };
    expect(await proxyOf('http://backend:3000')).toMatchObject({ '/api': { target: 'http://backend:3000' } });
    expect(await proxyOf()).toMatchObject({ '/socket.io': { target: 'http://localhost:3000', ws: true } });
    expect(read('frontend/project.json')).toContain('frontend/proxy.conf.mjs');
  });

  it('is opened at the console, and names no address of its container to phones', () => {
    expect(services['backend']?.environment?.['PUBLIC_URL']).toBe('http://localhost:4200');
  });

  it('runs the tests in it when it is asked to', () => {
    expect(services['tests']).toMatchObject({ profiles: ['tests'], command: ['npm', 'test'] });
  });
});
