import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Notices } from './shell/notices';

/** The root: the page and the notices under every page; the shell around signed-in pages is a route. */
@Component({
  selector: 'app-root',
  imports: [Notices, RouterOutlet],
  template: `
    <router-outlet />
    @defer (on idle) {
      <app-notices />
    }
  `,
})
export class App {}
