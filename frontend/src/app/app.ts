import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** The root: nothing but the outlet; the shell around signed-in pages is a route. */
@Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })
export class App {}
