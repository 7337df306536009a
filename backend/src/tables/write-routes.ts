import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Permission } from '@verstak/domain';
import { ACCESS, type Access } from '../platform/access/allow.js';
import { callerPermissions } from '../platform/access/caller.js';
import { fieldsOf, type Class } from '../platform/fields/index.js';
import { ANSWER, type Answer } from '../platform/http/answers.js';

const PREFIX = '/api/v1/';

type Handler = (...args: never[]) => unknown;

/** A route as its controller declares it. */
interface Route {
  method: RequestMethod;
  path: string;
  access?: Access;
  answers?: Class;
  body?: Class;
}

/** A route by which rows of a table are written. */
export interface WriteRoute {
  path: string;
  body?: Class;
}

/** By which routes of the product documents of a class are made, changed and deleted. */
@Injectable()
export class WriteRoutes {
  private routes?: readonly Route[];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Where the caller may add one, unless the answer tells a secret that nobody would see here. */
  adding(type: Class): WriteRoute | undefined {
    return this.all().find(
      (route) => isFor(route, RequestMethod.POST, type) && !route.path.includes('{') && !tellsSecret(route),
    );
  }

  /** Where the caller may change one. */
  changing(type: Class): WriteRoute | undefined {
    return this.all().find((route) => isFor(route, RequestMethod.PATCH, type) && route.path.endsWith('/{id}'));
  }

  /** Where the caller may delete one: the address under which it is read. */
  deleting(type: Class): WriteRoute | undefined {
    const ofOne = new Set(this.all().flatMap(({ path, answers }) => (isOf(answers, type) ? [path] : [])));
    return this.all().find(({ method, path, access }) => {
      return method === RequestMethod.DELETE && ofOne.has(path) && path.endsWith('/{id}') && isOpen(access);
    });
  }

  private all(): readonly Route[] {
    this.routes ??= this.discovery.getControllers().flatMap(({ metatype }) => this.routesOf(metatype as Class | null));
    return this.routes;
  }

  private routesOf(controller: Class | null): Route[] {
    if (!controller) return [];
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as Handler;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
      if (path === undefined) return [];
      const answer = Reflect.getMetadata(ANSWER, handler) as Answer | 'file' | undefined;
      return [
        {
          method: Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod,
          path: pathOf(base, path),
          access: Reflect.getMetadata(ACCESS, handler) as Access | undefined,
          answers: typeof answer === 'object' && answer.form === 'one' ? answer.type : undefined,
          body: bodyOf(controller, name),
        },
      ];
    });
  }
}

/** The class of the body that a method takes. */
function bodyOf(controller: Class, name: string): Class | undefined {
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number }>;
  const [, body] = Object.entries(taken).find(([key]) => key.startsWith(`${RouteParamtypes.BODY}:`)) ?? [];
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) as Class[];
  return body && types[body.index];
}

/** `/api/v1/clients/{id}` of `clients` and `:id`. */
function pathOf(...parts: string[]): string {
  const own = parts.flatMap((part) => part.split('/')).filter(Boolean);
  return PREFIX + own.map((part) => part.replace(/^:(\w+)$/, '{$1}')).join('/');
}

/** Whether the caller may make or change documents of a class by a route. */
function isFor({ method, answers, body, access }: Route, wanted: RequestMethod, type: Class): boolean {
  return method === wanted && isOf(answers, type) && !!body && isOpen(access);
}

/** Whether a class is another one, or adds to it what goes with its documents. */
function isOf(answers: Class | undefined, type: Class): boolean {
  return answers === type || answers?.prototype instanceof type;
}

function tellsSecret({ answers }: Route): boolean {
  return !!answers && fieldsOf(answers).some(({ kind }) => kind === 'secret');
}

function isOpen(access: Access | undefined): boolean {
  const held = callerPermissions();
  if (typeof access === 'string') return access !== 'public';
  return access?.some((permission: Permission) => held.has(permission)) ?? false;
}
