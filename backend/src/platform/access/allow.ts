import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Permission } from '@verstak/domain';

export const ACCESS = Symbol('access');

/** Who may call a route: anybody, anybody signed in, or holders of one of the permissions. */
export type Access = 'public' | 'signed-in' | readonly [Permission, ...Permission[]];

/** The route is for holders of any of these permissions. */
export function Allow(...permissions: [Permission, ...Permission[]]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, permissions satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-permission', permissions.join(' | ')),
  );
}

/** The route is for everybody who is signed in. */
export function SignedIn(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, 'signed-in' satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-permission', 'signed-in'),
  );
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
