import { Component, inject, input, type OnInit, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConnectionsService } from '@verstak/api';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { SystemTasks } from './system-tasks';

/** Where a Bitrix24 portal sends whoever has let the product in: takes the code, and goes on to the connection. */
@Component({
  selector: 'app-bitrix24-arrival',
  imports: [EmptyState, MatButton, PageHeader, RouterLink, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'connections.systems.bitrix24.title' | transloco" />
    @if (isRefused()) {
      <ui-empty-state icon="key" [heading]="'connections.systems.bitrix24.refused' | transloco">
        <a mat-flat-button routerLink="/connections/systems">{{ 'connections.systems.toList' | transloco }}</a>
      </ui-empty-state>
    } @else {
      <p role="status">{{ 'connections.systems.bitrix24.arriving' | transloco }}</p>
    }
  `,
})
export class Bitrix24Arrival implements OnInit {
  private readonly api = inject(ConnectionsService);
  private readonly router = inject(Router);
  private readonly tasks = inject(SystemTasks);

  /** From the address. */
  readonly code = input<string>();
  readonly state = input<string>();

  protected readonly isRefused = signal(false);

  ngOnInit(): void {
    void this.arrive();
  }

  private async arrive(): Promise<void> {
    const body = { code: this.code() ?? '', state: this.state() ?? '' };
    try {
      const system = await this.api.obtainBitrix24Tokens({ body });
      if (!system.isOn) await this.tasks.switch(system, true);
      await this.router.navigateByUrl(`/connections/systems/${system.id}`, { replaceUrl: true });
    } catch {
      // Whatever it is, one begins anew.
      this.isRefused.set(true);
    }
  }
}
