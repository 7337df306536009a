import { describe, expect, it } from '@jest/globals';
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
  healthcheck?: object;
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
  depends_on?: Record<string, object>;
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const FILES = ['docker-compose.yml', 'docker-compose.prod.yml'];
/** Variables that speak to Compose itself, not to the product. */
const OF_COMPOSE = ['VERSTAK_VERSION'];

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
  const { services, volumes } = parse(text) as Compose;

  it('sets only variables that the product reads', () => {
    const set = Object.values(services).flatMap(({ environment }) => Object.keys(environment ?? {}));
    const taken = [...text.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? '');
    const known = [...Object.keys(VARIABLES), ...OF_COMPOSE];
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
      if (command[1] === 'run') expect(scripts).toHaveProperty([command[2] ?? '']);
    }
  });

  it('runs MongoDB as a replica set that is asked for its health', () => {
    expect(services['mongo']?.command).toContain('--replSet');
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

  it('has limits in production', () => {
    const { services } = parse(read('docker-compose.prod.yml')) as Compose;
    for (const { deploy } of Object.values(services)) {
      expect(deploy?.resources.limits).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
    }
  });
});
