import { InjectionToken, type Provider, type Signal, type Type } from '@angular/core';
import type { Routes } from '@angular/router';
import type { Right } from '@verstak/domain';
import type { Command, Finder } from '../commands/commands';
import type { Words } from '../i18n/words';

/** Where the navigation leads to a capability. */
export interface Place {
  /** Places stand in this order. */
  order: number;
  icon: string;
  /** Current only at its own address, not at those below. */
  isExact?: boolean;
  /** Whoever may do this does not need the place in their way. */
  hiddenFor?: Right;
  /** Wanted once in a while: it stands in the person's menu, out of the way of daily work. */
  isRare?: boolean;
  /** Gives how much there waits for the person; shown beside the place where it is not zero. */
  count?: Type<{ readonly count: Signal<number> }>;
  /** What the count is of, for who does not see it: a translation key with `{count}`. */
  counted?: string;
}

/**
 * What the product gains by one capability, told in its manifest (`<name>.manifest.ts`): the shell shows, opens and
 * finds it by this alone. Its texts stand beside it: `words/<language>.json` for its own pages, `words/menu.<language>.json`
 * (`<name>.place`, its commands, `<name>.may.<verb>` of its permissions) for everybody's.
 */
export interface Capability {
  /** The first part of the keys of its texts; the place is called `<name>.place`. */
  name: string;
  /** Its first address, without the slash; empty for the first page. */
  path: string;
  /** Whoever may do this may enter, as the same abilities decide that guard rows on the server. */
  needs: Right;
  routes: () => Promise<Routes>;
  words: Words;
  place: Place;
  /** Other things to do from everywhere than to go to its place. */
  commands?: readonly Command[];
  finder?: Finder;
  /** Icons of its own, drawn as those of `ui/icon` are. */
  icons?: Readonly<Record<string, string>>;
}

/** Every capability of this build, by the order of their places. */
export const CAPABILITIES = new InjectionToken<readonly Capability[]>('capabilities');

export function provideCapabilities(capabilities: readonly Capability[]): Provider {
  return {
    provide: CAPABILITIES,
    useValue: [...capabilities].sort((one, other) => one.place.order - other.place.order),
  };
}

/** The capabilities whose places stand in the way of who may do some things, rare ones too. */
export function placesFor(capabilities: readonly Capability[], may: (right: Right) => boolean): readonly Capability[] {
  return capabilities.filter(({ needs, place: { hiddenFor } }) => may(needs) && !(hiddenFor && may(hiddenFor)));
}

/** The address of a capability's place. */
export function linkOf({ path }: Capability): string {
  return `/${path}`;
}
