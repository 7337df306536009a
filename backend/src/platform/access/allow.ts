import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Permission } from '@verstak/domain';

export const ACCESS = Symbol('access');

/**
 * Who may call a route: anybody, anybody signed in, whoever works in the console, the people of the workshop, or holders
 * of one of the permissions.
 */
export type Access = 'public' | 'signed-in' | 'console' | 'staff' | readonly [Permission, ...Permission[]];

/** The route is for holders of any of these permissions. */
export function Allow(...permissions: [Permission, ...Permission[]]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, permissions satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-permission', permissions.join(' | ')),
  );
}

/** The route is for everybody who is signed in, customers of the shop too: it is about the own session. */
export function SignedIn(): MethodDecorator & ClassDecorator {
  return forAll('signed-in');
}

/** The route is for everybody who works in the console: the people of the workshop, and suppliers at their desk. */
export function Console(): MethodDecorator & ClassDecorator {
  return forAll('console');
}

/** The route is for everybody of the workshop who is signed in, whatever they may do. */
export function Staff(): MethodDecorator & ClassDecorator {
  return forAll('staff');
}

function forAll(access: 'signed-in' | 'console' | 'staff'): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, access satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-permission', access),
  );
}

export const PERSONAL = Symbol('personal');

/** The route is about whoever is signed in, or as a person at work: a program with an API key is refused. */
export function Personal(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PERSONAL, true), ApiExtension('x-personal', true));
}

const FOR_PUBLIC = Symbol('for the public');

/** Documents of this class may be answered to anybody: a public route answers with no other. */
export function ForPublic(): ClassDecorator {
  return (type) => Reflect.defineMetadata(FOR_PUBLIC, true, type);
}

/** Whether documents of this class may be answered to anybody. */
export function isForPublic(type: object): boolean {
  return Reflect.getOwnMetadata(FOR_PUBLIC, type) === true;
}

/** The route is for everybody, signed in or not; who is signed in is known there too. */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ACCESS, 'public' satisfies Access), ApiExtension('x-permission', 'public'));
}
