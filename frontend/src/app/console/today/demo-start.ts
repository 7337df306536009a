import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Demo } from '../../entities/demo/demo';
import { DemoOffer } from '../../entities/demo/demo-offer';

/** What an empty workshop is offered to look at; nothing once that is settled. */
@Component({
  selector: 'app-demo-start',
  imports: [DemoOffer, TranslocoPipe],
  template: `
    @if (demo.isOffered()) {
      <section aria-labelledby="demo-start">
        <h2 id="demo-start">{{ 'demo.title' | transloco }}</h2>
        <p class="muted">{{ 'demo.text' | transloco }}</p>
        <app-demo-offer />
      </section>
    }
  `,
  styles: `
    section {
      max-width: 1120px;
      padding: 8px 0 24px;
    }
  `,
})
export class DemoStart {
  protected readonly demo = inject(Demo);
}
