import { DestroyRef, Injector, Service, computed, inject, signal, type Type } from '@angular/core';
import { Router } from '@angular/router';
import type { Permission, Right } from '@verstak/domain';
import type { Keys } from '../keyboard/keys';
import { Session } from '../session/session';

export type CommandGroup = 'goto' | 'create' | 'act';

/** Something the palette can do. */
export interface Command {
  id: string;
  group: CommandGroup;
  /** Translation key. */
  label: string;
  icon: string;
  /** Absent means everybody. */
  permission?: Permission;
  needs?: Right;
  /** Where it leads, or what it does. */
  target: string | (() => void);
  /** Shown beside it; the shortcut itself is registered with `Shortcuts`. */
  keys?: Keys;
}

/** A document that the palette found. */
export interface Found {
  id: string;
  icon: string;
  title: string;
  detail?: string;
  link: string;
}

/** Looks documents up by words; loaded when something is first looked for. */
export interface Finder {
  permission: Permission;
  load: () => Promise<Type<{ find(words: string): Promise<Found[]> }>>;
}

/** What the command palette offers: commands and finders, each only to those whose role allows it. */
@Service()
export class Commands {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly registered = signal<readonly (() => readonly Command[])[]>([]);
  private readonly injector = inject(Injector);
  private readonly finders = signal<readonly Finder[]>([]);

  readonly available = computed(() =>
    this.registered()
      .flatMap((commands) => commands())
      .filter(
        ({ permission, needs }) => (!permission || this.session.can(permission)) && (!needs || this.session.may(needs)),
      ),
  );

  /** Finders that the role allows. */
  readonly availableFinders = computed(() => this.finders().filter(({ permission }) => this.session.can(permission)));

  /** Adds commands, those of a page before those of everywhere, and gives the function that takes them away. */
  add(commands: () => readonly Command[]): () => void {
    this.registered.update((all) => [commands, ...all]);
    return () => this.registered.update((all) => all.filter((other) => other !== commands));
  }

  /** What the palette looks through from now on. */
  findWith(finders: readonly Finder[]): void {
    this.finders.set(finders);
  }

  run(command: Command): void {
    if (typeof command.target === 'string') void this.router.navigateByUrl(command.target);
    else command.target();
  }

  /** Documents that match, of every finder the role allows; one that fails gives nothing. */
  async find(words: string): Promise<Found[]> {
    const answers = await Promise.allSettled(
      this.availableFinders().map(async ({ load }) => this.injector.get(await load()).find(words)),
    );
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }
}

/** What a page can do now, for as long as it lives; what has a key is a `Shortcut`. Call where `inject` works. */
export function useCommands(commands: () => readonly Command[]): void {
  inject(DestroyRef).onDestroy(inject(Commands).add(commands));
}
