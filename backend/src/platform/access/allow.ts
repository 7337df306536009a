import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Permission } from '@verstak/domain';

export const ACCESS = Symbol('access');

/** Who may call a route: anybody, anybody signed in, or holders of one of the permissions. */
export type Access = 'public' | 'signed-in' | readonly Permission[];

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

/** The route is for everybody, signed in or not. */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ACCESS, 'public' satisfies Access), ApiExtension('x-permission', 'public'));
}
